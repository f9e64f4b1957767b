-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: ORDER BY ended, which may be absent, needs NULLS FIRST or NULLS LAST
-- name: contact_list :many
-- in: client id
-- out: id
SELECT id FROM contact WHERE client = $1 ORDER BY made, ended DESC;
