-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: contact needs "client = $k" (a parameter of that name, joined by AND), or "-- unscoped: reason"
-- name: contact_all :many
-- in: client id
-- out: id
SELECT id FROM contact WHERE urgent OR made = 1 AND client = $1;
