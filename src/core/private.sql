-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: private_vault_get :one
-- in: client id
-- out: id, made, ready
SELECT id, made, ready FROM private_vault WHERE client = $1;

-- name: private_vault_insert :exec
-- in: client id, id id, made time
INSERT INTO private_vault (client, id, made) VALUES ($1, $2, $3);

-- name: private_vault_ready :exec
-- in: client id, ready time
UPDATE private_vault SET ready = $2 WHERE client = $1 AND ready IS NULL;

-- name: private_vault_delete :changed
-- in: client id
DELETE FROM private_vault WHERE client = $1;

-- name: private_wrap_get :one
-- in: client id, kind text
-- out: id, cost, salt, wrapped
SELECT id, cost, salt, wrapped FROM private_wrap WHERE client = $1 AND kind = $2;

-- name: private_wrap_insert :exec
-- in: id id, client id, kind text, cost int, salt bytes, wrapped enc, made time
INSERT INTO private_wrap (id, client, kind, cost, salt, wrapped, made) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: private_wrap_rename :changed
-- in: client id, id id, kind text
UPDATE private_wrap SET kind = $3 WHERE client = $1 AND id = $2;

-- name: private_wrap_delete :exec
-- in: client id, kind text
DELETE FROM private_wrap WHERE client = $1 AND kind = $2;

-- name: private_wrap_delete_all :exec
-- in: client id
DELETE FROM private_wrap WHERE client = $1;

-- Entries.

-- name: private_entry_insert :exec
-- in: id id, client id, kind text, made time, key enc, head enc, body enc
INSERT INTO private_entry (id, client, kind, revision, made, changed, key, head, body)
VALUES ($1, $2, $3, 1, $4, $4, $5, $6, $7);

-- name: private_entry_update :changed
-- in: client id, id id, revision int, changed time, key enc, head enc, body enc
UPDATE private_entry SET revision = revision + 1, changed = $4, key = $5, head = $6, body = $7
WHERE client = $1 AND id = $2 AND revision = $3;

-- name: private_entry_count :one
-- in: client id
-- out: n int
SELECT count(*) FROM private_entry WHERE client = $1;

-- name: private_entry_rows :many
-- in: client id, kind text
-- out: id, revision, made, changed, key, head, shared id?
SELECT e.id, e.revision, e.made, e.changed, e.key, e.head, s.assignment
FROM private_entry e LEFT JOIN private_share s ON s.entry = e.id AND s.client = $1
WHERE e.client = $1 AND e.kind = $2 ORDER BY e.changed DESC, e.id DESC;

-- name: private_entry_get :one
-- in: client id, id id
-- out: revision, made, changed, key, head, body
SELECT revision, made, changed, key, head, body FROM private_entry WHERE client = $1 AND id = $2;

-- name: private_entry_exists :one
-- in: client id, id id
-- out: revision
SELECT revision FROM private_entry WHERE client = $1 AND id = $2;

-- name: private_entry_delete :changed
-- in: client id, id id
DELETE FROM private_entry WHERE client = $1 AND id = $2;

-- name: private_entry_delete_all :exec
-- in: client id
DELETE FROM private_entry WHERE client = $1;

-- Sharing.

-- name: private_share_insert :exec
-- in: entry id, client id, assignment id, key enc, made time
INSERT INTO private_share (entry, client, assignment, key, made) VALUES ($1, $2, $3, $4, $5);

-- name: private_share_rekey :exec
-- in: client id, entry id, key enc
UPDATE private_share SET key = $3 WHERE client = $1 AND entry = $2;

-- name: private_share_delete :exec
-- in: client id, entry id
DELETE FROM private_share WHERE client = $1 AND entry = $2;

-- name: private_share_delete_all :exec
-- in: client id
DELETE FROM private_share WHERE client = $1;

-- name: private_share_get :one
-- in: client id, entry id
-- out: assignment, account, made, until
SELECT s.assignment, a.account, s.made, a.until
FROM private_share s JOIN assignment a ON a.id = s.assignment AND a.client = $1
WHERE s.client = $1 AND s.entry = $2;

-- name: private_share_count :one
-- in: client id
-- out: n int
SELECT count(*) FROM private_share WHERE client = $1;

-- What a worker reads: theirs while the assignment lasts in which it was shared, and nobody else's.

-- name: private_shared_count :one
-- in: client id, account id
-- out: n int
SELECT count(*) FROM private_share s JOIN assignment a ON a.id = s.assignment AND a.client = $1
WHERE s.client = $1 AND a.account = $2 AND a.until IS NULL;

-- name: private_shared_rows :many
-- in: client id, account id
-- out: id, assignment, made, changed, key, head
SELECT e.id, s.assignment, e.made, e.changed, s.key, e.head
FROM private_share s JOIN assignment a ON a.id = s.assignment AND a.client = $1
JOIN private_entry e ON e.id = s.entry AND e.client = $1
WHERE s.client = $1 AND a.account = $2 AND a.until IS NULL ORDER BY s.made DESC, e.id DESC;

-- name: private_shared_row :one
-- in: client id, account id, entry id
-- out: assignment, made, changed, key, head, body
SELECT s.assignment, e.made, e.changed, s.key, e.head, e.body
FROM private_share s JOIN assignment a ON a.id = s.assignment AND a.client = $1
JOIN private_entry e ON e.id = s.entry AND e.client = $1
WHERE s.client = $1 AND a.account = $2 AND a.until IS NULL AND s.entry = $3;

-- An open vault.

-- name: private_session_get :one
-- in: hash bytes, used_after time, used_before time
-- out: account, client, private_key, private_used
SELECT s.account, a.client, s.private_key, s.private_used FROM session s JOIN account a ON a.id = s.account
WHERE s.hash = $1 AND s.private_used > $2 AND s.private_used < $3 AND s.private_key IS NOT NULL;

-- name: private_session_open :changed
-- in: hash bytes, private_key enc, private_used time
UPDATE session SET private_key = $2, private_used = $3 WHERE hash = $1;

-- name: private_session_use :exec
-- in: hash bytes, private_used time
UPDATE session SET private_used = $2 WHERE hash = $1 AND private_key IS NOT NULL;

-- name: private_session_close :exec
-- in: hash bytes
UPDATE session SET private_key = NULL, private_used = NULL WHERE hash = $1;

-- name: private_session_close_all :exec
-- in: client id
UPDATE session SET private_key = NULL, private_used = NULL
WHERE account IN (SELECT id FROM account WHERE client = $1) AND private_key IS NOT NULL;

-- name: private_session_sweep :exec
-- in: used_before time
UPDATE session SET private_key = NULL, private_used = NULL WHERE private_used < $1;
