-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: identity_find :one
-- in: mac bytes
-- out: id, account, role
SELECT i.id, i.account, a.role FROM identity i JOIN account a ON a.id = i.account
WHERE i.mac = $1 AND a.closed IS NULL;

-- name: identity_known :one
-- in: mac bytes
-- out: id
SELECT id FROM identity WHERE mac = $1;

-- Who left and comes back signs in there again; the account that was closed never.
-- name: identity_forget_closed :exec
-- in: mac bytes
DELETE FROM identity WHERE mac = $1 AND account IN (SELECT id FROM account WHERE closed IS NOT NULL);

-- name: identity_insert :exec
-- in: id id, mac bytes, account id, issuer text, made time
INSERT INTO identity (id, mac, account, issuer, made, used) VALUES ($1, $2, $3, $4, $5, $5);

-- name: identity_use :exec
-- in: id id, used time
UPDATE identity SET used = $2 WHERE id = $1;

-- name: identity_list :many
-- in: account id
-- out: id, issuer, made, used
SELECT id, issuer, made, used FROM identity WHERE account = $1 ORDER BY made, id;

-- The last way in stays: without a password there must be another provider or a passkey.
-- name: identity_delete :changed
-- in: id id, account id
DELETE FROM identity WHERE id = $1 AND account = $2 AND (
	EXISTS (SELECT 1 FROM identity o WHERE o.account = $2 AND o.id <> $1) OR
	EXISTS (SELECT 1 FROM passkey p WHERE p.account = $2) OR
	EXISTS (SELECT 1 FROM account a WHERE a.id = $2 AND a.password <> ''));
