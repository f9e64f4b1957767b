-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: client_count needs its partner: one text with -- only: sqlite, then one with -- only: pg
-- name: client_count :one
-- only: pg
-- out: n int
SELECT count(*) FROM client;
