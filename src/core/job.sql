-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: job_insert :exec
-- in: id id, kind text, unique_key bytes, client id?, target id?, made time, due time
INSERT INTO job (id, kind, unique_key, client, target, made, due, tries)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
ON CONFLICT (unique_key) DO NOTHING;

-- name: job_by_key :one
-- in: unique_key bytes
-- out: id
SELECT id FROM job WHERE unique_key = $1;

-- name: job_claimable :many
-- in: now time, count int
-- out: id, kind, client, target, made, tries
SELECT id, kind, client, target, made, tries FROM job
WHERE done IS NULL AND due <= $1 AND (lease IS NULL OR lease < $1)
ORDER BY due LIMIT $2;

-- name: job_claim :changed
-- in: id id, now time, instance bytes, lease time
UPDATE job SET instance = $3, lease = $4, tries = tries + 1
WHERE id = $1 AND done IS NULL AND (lease IS NULL OR lease < $2);

-- name: job_finish :changed
-- in: id id, instance bytes, done time, failure text?
UPDATE job SET done = $3, failure = $4, lease = NULL WHERE id = $1 AND instance = $2 AND done IS NULL;

-- name: job_retry :exec
-- in: id id, instance bytes, due time, failure text?
UPDATE job SET due = $3, lease = NULL, failure = $4 WHERE id = $1 AND instance = $2 AND done IS NULL;

-- name: job_release :exec
-- in: instance bytes
UPDATE job SET lease = NULL WHERE instance <> $1 AND done IS NULL AND lease IS NOT NULL;

-- name: job_sweep :exec
-- in: before time
DELETE FROM job WHERE done < $1;
