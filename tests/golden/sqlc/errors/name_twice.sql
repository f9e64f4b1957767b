-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 8: there are two queries named client_count
-- name: client_count :one
-- out: n int
SELECT count(*) FROM client;

-- name: client_count :one
-- out: n int
SELECT count(*) FROM client;
