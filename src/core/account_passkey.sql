-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: passkey_insert :changed
-- in: id id, account id, credential bytes, public_key bytes, algorithm int, counter int, name enc, made time
INSERT INTO passkey (id, account, credential, public_key, algorithm, counter, name, made)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (credential) DO NOTHING;

-- name: passkey_by_credential :one
-- in: credential bytes
-- out: id, account, public_key, algorithm, counter
SELECT p.id, p.account, p.public_key, p.algorithm, p.counter FROM passkey p JOIN account a ON a.id = p.account
WHERE p.credential = $1 AND a.closed IS NULL;

-- The counter only rises; of an authenticator that does not count it stays 0.
-- name: passkey_use :changed
-- in: id id, counter int, used time
UPDATE passkey SET counter = $2, used = $3 WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0));

-- name: passkey_list :many
-- in: account id
-- out: id, credential, name, made, used
SELECT id, credential, name, made, used FROM passkey WHERE account = $1 ORDER BY made, id LIMIT 50;

-- name: passkey_count :one
-- in: account id
-- out: count int
SELECT count(*) FROM passkey WHERE account = $1;

-- name: passkey_rename :changed
-- in: id id, account id, name enc
UPDATE passkey SET name = $3 WHERE id = $1 AND account = $2;

-- name: passkey_delete :changed
-- in: id id, account id
DELETE FROM passkey WHERE id = $1 AND account = $2;

-- name: passkey_other_way :one
-- in: account id
-- out: way bool
SELECT a.password <> '' OR EXISTS (SELECT 1 FROM identity i WHERE i.account = a.id) FROM account a WHERE a.id = $1;

-- name: passkey_answered_insert :changed
-- in: hash bytes, made time
INSERT INTO passkey_answered (hash, made) VALUES ($1, $2)
ON CONFLICT (hash) DO NOTHING;

-- name: passkey_answered_sweep :exec
-- in: before time
DELETE FROM passkey_answered WHERE made < $1;
