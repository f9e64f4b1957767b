-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 8: id is declared as another type than the column made has
-- name: client_all :many
-- out: id
SELECT id FROM client;

-- name: client_more :many
-- row: client_all
SELECT made FROM client;
