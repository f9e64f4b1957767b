-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 8: row: there is no query above with rows of its own named client_some
-- name: client_all :many
-- out: id
SELECT id FROM client;

-- name: client_more :many
-- row: client_some
SELECT id FROM client;
