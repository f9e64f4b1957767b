-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: contact needs "client = $k" (a parameter of that name, joined by AND), or "-- unscoped: reason"
-- name: contact_drop :exec
-- in: id id
DELETE FROM contact WHERE id = $1;
