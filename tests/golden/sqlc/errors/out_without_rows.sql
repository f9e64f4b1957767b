-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: -- out: and -- row: need :one or :many
-- name: client_drop :exec
-- in: id id
-- out: id id
DELETE FROM client WHERE id = $1;
