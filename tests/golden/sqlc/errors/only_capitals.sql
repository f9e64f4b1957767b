-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 5: only: sqlite or pg, not "PG"
-- name: client_count :one
-- only: PG
-- out: n int
SELECT count(*) FROM client;
