-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 8: LIKE and its kin differ between the databases: write a pair with -- only:
-- name: contact_match :many
-- in: query text
-- out: id
SELECT id FROM contact
WHERE note @@ $1;
