-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: erasure_insert :exec
-- in: id id, client id, asked_by id?, version int, asked time
INSERT INTO erasure (id, client, asked_by, version, state, asked) VALUES ($1, $2, $3, $4, 'asked', $5);

-- name: erasure_get :one
-- in: id id
-- out: client, version, state
SELECT client, version, state FROM erasure WHERE id = $1;

-- name: erasure_gone :changed
-- in: id id, gone time
UPDATE erasure SET state = 'gone', gone = $2 WHERE id = $1 AND state = 'asked';

-- name: erase_key :changed
-- in: client id
DELETE FROM client_key WHERE client = $1;

-- name: erased_blob_collect :exec
-- in: client id, erasure id
INSERT INTO erased_blob (id, erasure) SELECT id, $2 FROM blob WHERE client = $1;

-- name: erased_blob_list :many
-- in: erasure id
-- out: id
SELECT id FROM erased_blob WHERE erasure = $1 ORDER BY id;

-- name: erased_blob_delete :changed
-- in: erasure id
DELETE FROM erased_blob WHERE erasure = $1;
