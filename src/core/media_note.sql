-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: media_note_upsert :exec
-- in: name text, label_nl text?, label_en text?, width int, height int, account id, made time
INSERT INTO media_note (name, label_nl, label_en, width, height, account, made) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (name) DO UPDATE SET label_nl = excluded.label_nl, label_en = excluded.label_en, width = excluded.width,
height = excluded.height, account = excluded.account, made = excluded.made;

-- name: media_note_get :one
-- in: name text
-- out: name, label_nl, label_en, width, height, account, made
SELECT name, label_nl, label_en, width, height, account, made FROM media_note WHERE name = $1;

-- name: media_note_newest :many
-- row: media_note_get
SELECT name, label_nl, label_en, width, height, account, made FROM media_note ORDER BY made DESC, name LIMIT 100;
