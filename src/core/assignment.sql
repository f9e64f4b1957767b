-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: assignment_now :one
-- in: client id
-- out: id, account, since, note
SELECT id, account, since, note FROM assignment WHERE client = $1 AND until IS NULL;

-- name: assignment_insert :exec
-- in: id id, client id, registration id, account id, made_by id, since time, note enc?
INSERT INTO assignment (id, client, registration, account, made_by, since, note)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: assignment_close :exec
-- in: client id, until time
UPDATE assignment SET until = $2 WHERE client = $1 AND until IS NULL;

-- name: assignment_close_closed :exec
-- in: until time
-- unscoped: somebody left, and all that was theirs goes back to the team
UPDATE assignment SET until = $1
WHERE until IS NULL AND account IN (SELECT id FROM account WHERE closed IS NOT NULL);

-- name: assignment_close_all :exec
-- in: account id, until time
-- unscoped: somebody leaves, and all that was theirs goes back to the team
UPDATE assignment SET until = $2 WHERE account = $1 AND until IS NULL;
