-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: letter_insert :changed
-- in: id id, client id, registration id, blob id, made time
INSERT INTO letter (id, client, registration, blob, made) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO NOTHING;

-- name: letter_newest :one
-- in: client id
-- out: id, registration, blob, made, sent
SELECT id, registration, blob, made, sent FROM letter WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 1;

-- name: letter_sent :changed
-- in: client id, sent time, sent_by id
UPDATE letter SET sent = $2, sent_by = $3 WHERE client = $1 AND sent IS NULL;

-- name: letter_work_insert :exec
-- in: id id, team id, client id, registration id, due time
INSERT INTO work_item (id, team, kind, client, registration, due, open)
VALUES ($1, $2, 'letter', $3, $4, $5, TRUE)
ON CONFLICT (id) DO NOTHING;

-- name: letter_work_close :exec
-- in: client id, account id, closed time
UPDATE work_item SET open = FALSE, closed_by = $2, closed = $3 WHERE client = $1 AND kind = 'letter' AND open;
