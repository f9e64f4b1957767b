-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: access_record_insert :exec
-- in: id id, made time, actor id, actor_kind text, session bytes, client id?, part text, purpose text, emergency bool
-- in: clients bytes?
INSERT INTO access_record (id, made, actor, actor_kind, session, client, part, purpose, emergency, clients)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: access_record_recent :one
-- in: session bytes, client id, part text, after time
-- out: purpose
SELECT purpose FROM access_record WHERE client = $2 AND made > $4 AND session = $1 AND part = $3
ORDER BY made DESC LIMIT 1;

-- name: access_team_get :one
-- in: client id
-- out: team, account id?, since time?, open int
SELECT c.team, s.account, s.since, (SELECT count(*) FROM work_item w WHERE w.client = $1 AND w.open)
FROM client c LEFT JOIN assignment s ON s.client = c.id AND s.client = $1 AND s.until IS NULL
WHERE c.id = $1;

-- name: emergency_now :one
-- in: account id, client id, now time
-- out: made
SELECT made FROM emergency WHERE account = $1 AND client = $2 AND until > $3 ORDER BY made DESC LIMIT 1;

-- name: emergency_insert :exec
-- in: id id, client id, number text, account id, reason enc, made time, until time
INSERT INTO emergency (id, client, number, account, reason, made, until) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: access_count_part :one
-- in: actor id, part text, after time
-- out: n int
SELECT count(*) FROM access_record WHERE actor = $1 AND part = $2 AND made > $3;

-- name: access_record_unsealed :many
-- out: id, made, actor, actor_kind, session, client, part, purpose, emergency, clients
SELECT id, made, actor, actor_kind, session, client, part, purpose, emergency, clients
FROM access_record WHERE number IS NULL ORDER BY id LIMIT 500;

-- name: access_record_seal :changed
-- in: id id, number int, chain bytes
UPDATE access_record SET number = $2, chain = $3 WHERE id = $1 AND number IS NULL;

-- name: access_record_from :many
-- in: number int
-- out: id, made, actor, actor_kind, session, client, part, purpose, emergency, clients, number int, chain bytes
SELECT id, made, actor, actor_kind, session, client, part, purpose, emergency, clients, number, chain
FROM access_record WHERE number >= $1 ORDER BY number NULLS LAST LIMIT 500;

-- name: access_head_insert :exec
-- in: number int, made time, chain bytes
INSERT INTO access_head (number, made, chain) VALUES ($1, $2, $3);

-- name: access_head_last :one
-- out: number, made, chain
SELECT number, made, chain FROM access_head ORDER BY number DESC LIMIT 1;

-- name: access_record_behind :one
-- in: client id, actor id, after time, before time
-- out: id
SELECT id FROM access_record WHERE client = $1 AND made >= $3 AND made <= $4 AND actor = $2 LIMIT 1;

-- name: access_record_lists :many
-- in: actor id, after time, before time
-- out: clients bytes
SELECT clients FROM access_record
WHERE client IS NULL AND made >= $2 AND made <= $3 AND actor = $1 AND clients IS NOT NULL
ORDER BY made LIMIT 10000;
