-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: the SQL gives rows: use :one or :many
-- name: client_count :exec
SELECT count(*) FROM client;
