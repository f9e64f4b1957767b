-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: draft_insert :exec
-- in: hash bytes, version id, client id?, registration id?, made time, expires time, body enc
INSERT INTO draft (hash, version, client, registration, made, expires, body)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: draft_get :one
-- in: hash bytes, now time
-- out: version, client, registration, body
SELECT version, client, registration, body FROM draft WHERE hash = $1 AND expires > $2;

-- name: draft_save :changed
-- in: hash bytes, body enc
UPDATE draft SET body = $2 WHERE hash = $1;

-- name: draft_sweep :exec
-- in: now time
DELETE FROM draft WHERE expires <= $1;

-- name: intake_put :exec
-- in: id id, client id, registration id, version id, made time, answers enc
INSERT INTO intake (id, client, registration, version, made, answers) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET answers = excluded.answers, made = excluded.made WHERE intake.client = $2;

-- name: intake_list :many
-- in: client id
-- out: id, registration, version, made, answers
SELECT id, registration, version, made, answers FROM intake WHERE client = $1 ORDER BY made, id LIMIT 20;
