-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: LIKE and its kin differ between the databases: write a pair with -- only:
-- name: word_like :many
-- in: part text
-- out: name
SELECT name FROM word WHERE name LIKE $1;
