-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: recovery_code_delete :exec
-- in: account id
DELETE FROM recovery_code WHERE account = $1;

-- name: recovery_code_insert :exec
-- in: account id, hash bytes, made time
INSERT INTO recovery_code (account, hash, made) VALUES ($1, $2, $3);

-- name: recovery_code_count :one
-- in: account id
-- out: unused int
SELECT count(*) FROM recovery_code WHERE account = $1 AND used IS NULL;

-- name: recovery_code_get :one
-- in: account id, hash bytes
-- out: made
SELECT made FROM recovery_code WHERE account = $1 AND hash = $2 AND used IS NULL;

-- name: recovery_code_spend :changed
-- in: account id, hash bytes, used time
UPDATE recovery_code SET used = $3 WHERE account = $1 AND hash = $2 AND used IS NULL;
