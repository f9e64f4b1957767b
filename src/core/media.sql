-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: media_insert :exec
-- in: id id, name text, type text, size int, hash bytes, made time
INSERT INTO media (id, name, type, size, hash, made, live) VALUES ($1, $2, $3, $4, $5, $6, TRUE);

-- name: media_retire_name :exec
-- in: name text
UPDATE media SET live = FALSE WHERE name = $1 AND live;

-- name: media_live :one
-- in: name text
-- out: id, name, type, size, hash
SELECT id, name, type, size, hash FROM media WHERE name = $1 AND live;

-- name: media_by_hash :one
-- in: hash bytes
-- row: media_live
SELECT id, name, type, size, hash FROM media WHERE hash = $1 ORDER BY id LIMIT 1;

-- name: media_live_after :many
-- in: after text
-- row: media_live
SELECT id, name, type, size, hash FROM media WHERE live AND name > $1 ORDER BY name LIMIT 100;

-- name: media_chunk_insert :exec
-- in: media id, number int, bytes bytes
INSERT INTO media_chunk (media, number, bytes) VALUES ($1, $2, $3);

-- name: media_chunk_get :one
-- in: media id, number int
-- out: bytes
SELECT bytes FROM media_chunk WHERE media = $1 AND number = $2;

-- name: media_chunk_orphan :many
-- in: before id
-- out: media id
SELECT c.media FROM media_chunk c LEFT JOIN media m ON m.id = c.media
WHERE c.number = 0 AND c.media < $1 AND m.id IS NULL ORDER BY c.media LIMIT 100;

-- name: media_chunk_delete :exec
-- in: media id
DELETE FROM media_chunk WHERE media = $1;
