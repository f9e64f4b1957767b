-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: JSON is refused: the databases differ
-- name: word_json :many
-- in: part text
-- out: name text
SELECT name -> $1 FROM word;
