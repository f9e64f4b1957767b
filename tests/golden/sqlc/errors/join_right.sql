-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: write JOIN or LEFT JOIN, with ON
-- name: word_all :many
-- out: name
SELECT w.name FROM client AS c RIGHT JOIN word AS w ON w.made = c.made;
