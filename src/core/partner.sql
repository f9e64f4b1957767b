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

-- name: partner_rows :many
-- out: id, name, team text, closed
SELECT p.id, p.name, t.name, p.closed FROM partner AS p JOIN team AS t ON t.id = p.team
ORDER BY p.made, p.id LIMIT 1000;

-- name: partner_close :changed
-- in: closed time, id id
UPDATE partner SET closed = $1 WHERE id = $2 AND closed IS NULL;

-- name: partner_renew :changed
-- in: token_hash bytes, id id
UPDATE partner SET token_hash = $1 WHERE id = $2 AND closed IS NULL;
