-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: the function json_extract is not the same on both databases
-- name: word_json :many
-- out: name text
SELECT json_extract(name, 'a') FROM word;
