-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: welcome_team :one
-- in: id id
-- out: team
SELECT team FROM client WHERE id = $1;

-- name: welcome_work_open :one
-- in: client id, kind text
-- out: id
SELECT id FROM work_item WHERE client = $1 AND kind = $2 AND open LIMIT 1;

-- name: welcome_work_insert :exec
-- in: id id, team id, kind text, client id, registration id, due time
INSERT INTO work_item (id, team, kind, client, registration, due, open)
VALUES ($1, $2, $3, $4, $5, $6, TRUE);

-- name: welcome_work_close :exec
-- in: client id, closed time
UPDATE work_item SET open = FALSE, closed = $2 WHERE client = $1 AND open;
