-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: client_insert :exec
-- in: id id, made time
INSERT INTO client (id, made) VALUES ($1, $2);

-- name: contact_list :many
-- in: client id, before time
-- out: id, made, ended, label
SELECT id, made, ended, label FROM contact
WHERE client = $1 AND made < $2
-- older ones only
ORDER BY made DESC LIMIT 50;

-- name: contact_get :one
-- in: id id, client id
-- out: id, made, ended, urgent, asked, number, cost, label, note
SELECT id, made, ended, urgent, asked, number, cost, label, note
FROM contact
WHERE id = $1 AND contact.client = $2;

-- name: contact_urgent :many
-- in: client id
-- row: contact_get
SELECT id, made, ended, urgent, asked, number, cost, label, note
FROM contact
WHERE client = $1 AND urgent = true
-- the most expensive first
ORDER BY cost DESC, ended NULLS LAST;

-- name: contact_insert :exec
-- in: id id, client id, made time, ended time?, urgent bool, asked bool?, number int?
-- in: cost cents, label text?, note enc?
INSERT INTO contact (id, client, made, ended, urgent, asked, number, cost, label, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: contact_close :changed
-- in: ended time, id id, client id
UPDATE contact SET ended = $1 WHERE id = $2 AND client = $3 AND ended IS NULL;

-- name: contact_take :one
-- in: client id, number int
-- out: id id
UPDATE contact SET number = $2 WHERE client = $1 AND number IS NULL RETURNING id;

-- name: contact_count :many
-- unscoped: a count that shows nobody
-- out: clients int, contacts int, last time?
SELECT count(DISTINCT c.id), count(t.id), max(t.made) FROM client AS c LEFT JOIN contact AS t ON t.client = c.id;

-- name: word_put :exec
-- in: name text, value bytes
INSERT INTO word (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2;

-- name: word_find :many
-- only: sqlite
-- in: part text
-- out: name
SELECT name FROM word WHERE name GLOB '*' || $1 || '*' ORDER BY name;

-- name: word_find :many
-- only: pg
-- in: part text
-- out: name
SELECT name FROM word WHERE strpos(name, $1) > 0 ORDER BY name;

-- name: word_count :one
-- out: n int
SELECT count(*) FROM word;
