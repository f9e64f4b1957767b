-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 8: -- row: stands instead of -- out:
-- name: client_all :many
-- out: id
SELECT id FROM client;

-- name: client_more :many
-- row: client_all
-- out: number
SELECT id FROM client;
