-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: registration_by_partner_id :one
-- in: partner_id_mac bytes
-- out: id, client, number, received, body_mac
-- unscoped: which client it is, is what is asked
SELECT id, client, number, received, body_mac FROM registration WHERE partner_id_mac = $1;

-- name: registration_insert :exec
-- in: id id, client id, team id, partner id?, partner_id_mac bytes?, body_mac bytes?, number text, source text
-- in: received time, state text, decision text, identity enc, address enc?, incident enc, label enc
INSERT INTO registration (id, client, team, partner, partner_id_mac, body_mac, number, source,
	received, state, decision, attempts, identity, address, incident, label)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14, $15);

-- name: registration_work_insert :exec
-- in: id id, team id, kind text, client id, registration id, due time
INSERT INTO work_item (id, team, kind, client, registration, due, open)
VALUES ($1, $2, $3, $4, $5, $6, TRUE);

-- name: registration_head_get :one
-- in: id id
-- out: id, client, team, partner, number, source, state, decision, received, attempts
-- unscoped: which client it is, is what is asked
SELECT id, client, team, partner, number, source, state, decision, received, attempts
FROM registration WHERE id = $1;

-- name: registration_head_newest :one
-- in: client id
-- row: registration_head_get
SELECT id, client, team, partner, number, source, state, decision, received, attempts
FROM registration WHERE client = $1 ORDER BY received DESC, id DESC LIMIT 1;

-- name: registration_sealed_get :one
-- in: client id, id id
-- out: identity, address, incident
SELECT identity, address, incident FROM registration WHERE client = $1 AND id = $2;

-- name: registration_state_put :changed
-- in: client id, id id, state text
UPDATE registration SET state = $3 WHERE client = $1 AND id = $2;

-- name: registration_attempt_add :changed
-- in: client id, id id
UPDATE registration SET attempts = attempts + 1 WHERE client = $1 AND id = $2;

-- name: bulk_upload_insert :exec
-- in: id id, partner id, made time, state text
INSERT INTO bulk_upload (id, partner, made, touched, state, lines, stored, repeated, failed)
VALUES ($1, $2, $3, $3, $4, 0, 0, 0, 0);

-- name: bulk_upload_put :exec
-- in: id id, touched time, state text, lines int, stored int, repeated int, failed int
UPDATE bulk_upload SET touched = $2, state = $3, lines = $4, stored = $5, repeated = $6, failed = $7
WHERE id = $1;

-- name: bulk_upload_get :one
-- in: id id, partner id
-- out: made, touched, state, lines, stored, repeated, failed
SELECT made, touched, state, lines, stored, repeated, failed FROM bulk_upload
WHERE id = $1 AND partner = $2;

-- name: bulk_line_insert :exec
-- in: upload id, line int, result text, registration id?, problem text?
INSERT INTO bulk_line (upload, line, result, registration, problem) VALUES ($1, $2, $3, $4, $5);

-- name: bulk_line_list :many
-- in: upload id, after int, count int
-- out: line, result, registration, problem
SELECT line, result, registration, problem FROM bulk_line
WHERE upload = $1 AND line > $2 ORDER BY line LIMIT $3;

-- name: bulk_line_list_failed :many
-- in: upload id, after int, count int
-- row: bulk_line_list
SELECT line, result, registration, problem FROM bulk_line
WHERE upload = $1 AND line > $2 AND problem IS NOT NULL ORDER BY line LIMIT $3;
