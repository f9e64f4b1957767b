-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: code_insert :exec
-- in: hash bytes, kind text, client id?, target id?, held bytes?, made time, expires time
INSERT INTO code (hash, kind, client, target, held, made, expires, tries)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
ON CONFLICT (hash) DO NOTHING;

-- name: code_get :one
-- in: hash bytes, kind text, now time
-- out: client, target, held, tries, opened
SELECT client, target, held, tries, opened FROM code
WHERE hash = $1 AND kind = $2 AND expires > $3;

-- name: code_try :exec
-- in: hash bytes
UPDATE code SET tries = tries + 1 WHERE hash = $1;

-- name: code_opened :exec
-- in: hash bytes, now time
UPDATE code SET opened = $2, tries = 0 WHERE hash = $1;

-- name: code_delete :exec
-- in: kind text, target id
DELETE FROM code WHERE kind = $1 AND target = $2;

-- name: code_sweep :exec
-- in: before time
DELETE FROM code WHERE expires < $1;
