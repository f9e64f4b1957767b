-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: enrolment_delete :exec
-- in: owner id
DELETE FROM enrolment WHERE owner = $1;

-- name: enrolment_insert :exec
-- in: owner id, client id?, email enc?, password text?, totp enc, made time
INSERT INTO enrolment (owner, client, email, password, totp, made) VALUES ($1, $2, $3, $4, $5, $6);

-- name: enrolment_get :one
-- in: owner id, made_after time
-- out: email, password, totp
SELECT email, password, totp FROM enrolment WHERE owner = $1 AND made > $2;

-- name: enrolment_sweep :exec
-- in: made_before time
DELETE FROM enrolment WHERE made < $1;
