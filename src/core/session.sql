-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: account_insert :exec
-- in: id id, role text, team id?, client id?, email_mac bytes, email enc, name enc, password text, totp enc, made time
INSERT INTO account (id, role, team, client, email_mac, email, name, password, totp, totp_last, made)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10);

-- name: account_by_email :one
-- in: email_mac bytes
-- out: id, role, team, password, totp, totp_last
SELECT id, role, team, password, totp, totp_last FROM account WHERE email_mac = $1 AND closed IS NULL;

-- Also of an account that is closed: its address stays taken.
-- name: account_taken :one
-- in: email_mac bytes
-- out: id
SELECT id FROM account WHERE email_mac = $1;

-- name: account_of_client :one
-- in: client id
-- out: id
SELECT id FROM account WHERE client = $1;

-- name: account_set_password :changed
-- in: id id, password text
UPDATE account SET password = $2 WHERE id = $1 AND password <> '';

-- name: account_set_totp :changed
-- in: id id, totp enc, step int
UPDATE account SET totp = $2, totp_last = $3 WHERE id = $1 AND password <> '';

-- name: account_set_all :changed
-- in: id id, client id, email_mac bytes, email enc, password text, totp enc, step int
UPDATE account SET email_mac = $3, email = $4, password = $5, totp = $6, totp_last = $7
WHERE id = $1 AND client = $2 AND closed IS NULL;

-- name: account_delete_passkeys :exec
-- in: account id
DELETE FROM passkey WHERE account = $1;

-- name: account_delete_identities :exec
-- in: account id
DELETE FROM identity WHERE account = $1;

-- name: visit_delete_client :exec
-- in: client id
DELETE FROM visit WHERE client = $1;

-- name: account_by_id :one
-- in: id id
-- row: account_by_email
SELECT id, role, team, password, totp, totp_last FROM account WHERE id = $1 AND closed IS NULL;

-- name: account_name_get :one
-- in: id id
-- out: name
SELECT name FROM account WHERE id = $1;

-- name: account_close_by_email :changed
-- in: email_mac bytes, closed time
UPDATE account SET closed = $2 WHERE email_mac = $1 AND closed IS NULL;

-- name: account_seen :exec
-- in: id id, seen time
UPDATE account SET seen = $2 WHERE id = $1;

-- A one-time code is used up by raising totp_last; nobody raises it twice.
-- name: account_use_totp :changed
-- in: id id, step int
UPDATE account SET totp_last = $2 WHERE id = $1 AND totp_last < $2;

-- name: team_insert :exec
-- in: id id, name text, made time
INSERT INTO team (id, name, made) VALUES ($1, $2, $3);

-- name: team_list :many
-- out: id, name
SELECT id, name FROM team ORDER BY name, id;

-- name: session_insert :exec
-- in: hash bytes, account id, made time, method text, device text
INSERT INTO session (hash, account, made, seen, proved, method, device) VALUES ($1, $2, $3, $3, $3, $4, $5);

-- name: session_get :one
-- in: hash bytes, made_after time, seen_after time, seen_before time
-- out: account, role, team, client, made, seen, proved
SELECT s.account, a.role, a.team, a.client, s.made, s.seen, s.proved FROM session s JOIN account a ON a.id = s.account
WHERE s.hash = $1 AND s.made > $2 AND s.seen > $3 AND s.seen < $4 AND a.closed IS NULL;

-- What a client who signed in acts on when no code says it.
-- name: session_newest_registration :one
-- in: client id
-- out: id
SELECT id FROM registration WHERE client = $1 ORDER BY received DESC, id DESC LIMIT 1;

-- name: session_touch :exec
-- in: hash bytes, seen time
UPDATE session SET seen = $2 WHERE hash = $1;

-- name: session_delete :exec
-- in: hash bytes
DELETE FROM session WHERE hash = $1;

-- name: session_delete_closed :exec
DELETE FROM session WHERE account IN (SELECT id FROM account WHERE closed IS NOT NULL);

-- name: session_of_account :many
-- in: account id, made_after time, seen_after time
-- out: hash, made, seen, method, device
SELECT hash, made, seen, method, device FROM session WHERE account = $1 AND made > $2 AND seen > $3
ORDER BY seen DESC, hash;

-- name: session_delete_own :changed
-- in: hash bytes, account id
DELETE FROM session WHERE hash = $1 AND account = $2;

-- name: session_delete_others :exec
-- in: account id, hash bytes
DELETE FROM session WHERE account = $1 AND hash <> $2;

-- name: session_sweep :exec
-- in: made_before time, seen_before time
DELETE FROM session WHERE made < $1 OR seen < $2;

-- name: visit_insert :exec
-- in: hash bytes, client id, target id, made time
INSERT INTO visit (hash, client, target, made, seen) VALUES ($1, $2, $3, $4, $4);

-- name: visit_get :one
-- in: hash bytes, made_after time, seen_after time, seen_before time
-- out: client, target, made, seen
SELECT client, target, made, seen FROM visit WHERE hash = $1 AND made > $2 AND seen > $3 AND seen < $4;

-- name: visit_touch :exec
-- in: hash bytes, seen time
UPDATE visit SET seen = $2 WHERE hash = $1;

-- name: visit_delete :exec
-- in: hash bytes
DELETE FROM visit WHERE hash = $1;

-- name: visit_sweep :exec
-- in: made_before time, seen_before time
DELETE FROM visit WHERE made < $1 OR seen < $2;
