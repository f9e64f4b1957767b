-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: this line belongs above the SQL
-- name: client_count :one
SELECT count(*) FROM client
-- out: n int
