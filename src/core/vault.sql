-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: client_insert :exec
-- in: id id, team id, language text, made time
INSERT INTO client (id, team, language, made) VALUES ($1, $2, $3, $4);

-- name: client_key_insert :exec
-- in: client id, version int, wrapped bytes, wrapping int
INSERT INTO client_key (client, version, wrapped, wrapping) VALUES ($1, $2, $3, $4);

-- name: wrapping_key_closed :one
-- in: version int
-- out: emptied
SELECT emptied FROM wrapping_key WHERE version = $1 AND emptied IS NOT NULL;

-- name: client_key_get :one
-- in: client id
-- out: version, wrapped
SELECT version, wrapped FROM client_key WHERE client = $1;

-- name: client_index_insert :exec
-- in: client id, kind int, mac bytes
INSERT INTO client_index (client, kind, mac) VALUES ($1, $2, $3);
