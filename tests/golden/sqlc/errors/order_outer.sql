-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: ORDER BY made, which may be absent, needs NULLS FIRST or NULLS LAST
-- name: client_last :many
-- in: client id
-- out: id
SELECT c.id FROM client AS c LEFT JOIN contact AS t ON t.client = $1 ORDER BY t.made;
