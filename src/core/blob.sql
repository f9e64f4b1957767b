-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: blob_insert :exec
-- in: id id, client id, size int, made time
INSERT INTO blob (id, client, size, made) VALUES ($1, $2, $3, $4);

-- name: blob_exists :one
-- unscoped: the sweeper asks whether any row refers to a file
-- in: id id
-- out: id
SELECT id FROM blob WHERE id = $1;
