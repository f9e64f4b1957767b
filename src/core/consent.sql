-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: consent_insert :exec
-- in: id id, client id, purpose text, version int, given bool, made time
INSERT INTO consent (id, client, purpose, version, given, made) VALUES ($1, $2, $3, $4, $5, $6);

-- name: consent_newest :one
-- in: client id, purpose text
-- out: version, given, made
SELECT version, given, made FROM consent WHERE client = $1 AND purpose = $2
ORDER BY made DESC, id DESC LIMIT 1;

-- name: consent_rows :many
-- in: client id
-- out: purpose, version, given, made
SELECT purpose, version, given, made FROM consent WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 500;
