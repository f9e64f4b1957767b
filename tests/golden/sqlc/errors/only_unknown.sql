-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 5: only: sqlite or pg, not "mysql"
-- name: client_count :one
-- only: mysql
-- out: n int
SELECT count(*) FROM client;
