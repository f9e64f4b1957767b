-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 9: the two texts of client_count must declare the same
-- name: client_count :one
-- only: sqlite
-- out: n int
SELECT count(*) FROM client;

-- name: client_count :one
-- only: pg
-- out: n text
SELECT count(*) FROM client;
