-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: the SQL gives no rows: use :exec or :changed
-- name: client_drop :one
-- in: id id
-- out: id id
DELETE FROM client WHERE id = $1;
