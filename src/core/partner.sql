-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: partner_by_token :one
-- in: token_hash bytes
-- out: id, team
SELECT id, team FROM partner WHERE token_hash = $1 AND closed IS NULL;

-- name: partner_source :one
-- in: id id
-- out: source
SELECT source FROM partner WHERE id = $1;

-- name: partner_insert :exec
-- in: id id, name text, source text, token_hash bytes, team id, made time
INSERT INTO partner (id, name, source, token_hash, team, made) VALUES ($1, $2, $3, $4, $5, $6);
