-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: content_insert :exec
-- in: id id, kind text, name text, hash bytes, body text, made time
INSERT INTO content (id, kind, name, hash, body, made, live) VALUES ($1, $2, $3, $4, $5, $6, TRUE);

-- name: content_retire :exec
-- in: kind text, name text
UPDATE content SET live = FALSE WHERE kind = $1 AND name = $2 AND live;

-- name: content_live :one
-- in: kind text, name text
-- out: id, kind, name, hash, body
SELECT id, kind, name, hash, body FROM content WHERE kind = $1 AND name = $2 AND live;

-- name: content_live_id :one
-- in: kind text, name text
-- out: id
SELECT id FROM content WHERE kind = $1 AND name = $2 AND live;

-- name: content_live_after :many
-- in: kind text, name text
-- row: content_live
SELECT id, kind, name, hash, body FROM content
WHERE live AND (kind, name) > ($1, $2) ORDER BY kind, name LIMIT 100;

-- name: content_version :one
-- in: id id
-- row: content_live
SELECT id, kind, name, hash, body FROM content WHERE id = $1;

-- name: content_versions_of :many
-- in: kind text, name text
-- out: id, made, live
SELECT id, made, live FROM content WHERE kind = $1 AND name = $2 ORDER BY made DESC, id DESC LIMIT 100;

-- name: content_gone_put :exec
-- in: kind text, name text, made time, goes_to text?
INSERT INTO content_gone (kind, name, made, goes_to) VALUES ($1, $2, $3, $4)
ON CONFLICT (kind, name) DO UPDATE SET made = excluded.made, goes_to = excluded.goes_to;

-- name: content_gone_clear :exec
-- in: kind text, name text
DELETE FROM content_gone WHERE kind = $1 AND name = $2;

-- name: content_gone_get :one
-- in: kind text, name text
-- out: made, goes_to
SELECT made, goes_to FROM content_gone WHERE kind = $1 AND name = $2;

-- name: content_gone_list :many
-- out: kind, name, goes_to
SELECT kind, name, goes_to FROM content_gone ORDER BY kind, name;

-- name: content_file_get :one
-- in: kind text, name text
-- out: hash
SELECT hash FROM content_file WHERE kind = $1 AND name = $2;

-- name: content_file_put :exec
-- in: kind text, name text, hash bytes
INSERT INTO content_file (kind, name, hash) VALUES ($1, $2, $3)
ON CONFLICT (kind, name) DO UPDATE SET hash = excluded.hash;

-- What a page is made of: the article in its language and in the other one,
-- the home of its environment (the menu), the help lines, and the newest of
-- the files that it may show.
-- name: content_page :many
-- in: own text, other text, home text
-- out: kind text, name text, id id
SELECT kind, name, id FROM content WHERE kind = 'page' AND name IN ($1, $2, $3) AND live
UNION ALL
SELECT kind, name, id FROM content WHERE kind = 'aid' AND name = 'helpline' AND live
UNION ALL
SELECT kind, name, id FROM (SELECT 'media' AS kind, '' AS name, id FROM media ORDER BY id DESC LIMIT 1) AS newest;

-- name: content_map_size :one
-- in: kind text
-- out: count int
SELECT count(*) FROM content WHERE kind = $1 AND live;

-- name: content_map :many
-- in: kind text, from int, most int
-- out: name, made
SELECT name, made FROM content WHERE kind = $1 AND live ORDER BY name LIMIT $3 OFFSET $2;
