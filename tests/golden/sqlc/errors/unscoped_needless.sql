-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: unscoped, but no table here has a scope
-- name: client_all :many
-- unscoped: all of them
-- out: id
SELECT id FROM client;
