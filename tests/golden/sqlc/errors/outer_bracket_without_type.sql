-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: name needs a type: its table is outer-joined
-- name: client_words :many
-- out: id id, name
SELECT c.id, w.name FROM client AS c LEFT JOIN (SELECT name FROM word) AS w ON w.name = 'a';
