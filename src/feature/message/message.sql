-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: message_insert :exec
-- in: id id, made time, body enc
INSERT INTO message (id, made, body) VALUES ($1, $2, $3);

-- name: message_list :many
-- out: id, made, body
SELECT id, made, body FROM message WHERE closed IS NULL ORDER BY made, id LIMIT 50;

-- name: message_close :changed
-- in: id id, closed time, closed_by id
UPDATE message SET closed = $2, closed_by = $3 WHERE id = $1 AND closed IS NULL;
