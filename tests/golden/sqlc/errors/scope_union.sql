-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 8: contact needs "client = $k" (a parameter of that name, joined by AND), or "-- unscoped: reason"
-- name: contact_both :many
-- in: client id
-- out: id id
SELECT id FROM contact WHERE client = $1
UNION SELECT id FROM contact;
