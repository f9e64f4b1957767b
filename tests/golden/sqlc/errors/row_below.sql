-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: row: there is no query above with rows of its own named client_all
-- name: client_more :many
-- row: client_all
SELECT id FROM client;

-- name: client_all :many
-- out: id
SELECT id FROM client;
