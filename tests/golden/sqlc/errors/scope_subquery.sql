-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 8: contact needs "client = $k" (a parameter of that name, joined by AND), or "-- unscoped: reason"
-- name: contact_pairs :many
-- in: client id
-- out: id
SELECT id FROM contact WHERE client = $1
AND EXISTS (SELECT 1 FROM contact AS b WHERE b.urgent);
