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

-- name: content_version :one
-- in: id id
-- row: content_live
SELECT id, kind, name, hash, body FROM content WHERE id = $1;
