-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: keepsake_insert :exec
-- in: id id, made time, body enc
INSERT INTO keepsake (id, made, body) VALUES ($1, $2, $3);

-- name: keepsake_get :one
-- in: id id
-- out: body
SELECT body FROM keepsake WHERE id = $1;

-- name: keepsake_delete :exec
-- in: id id
DELETE FROM keepsake WHERE id = $1;
