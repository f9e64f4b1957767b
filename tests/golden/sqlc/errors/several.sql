-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: no such column: birthday
-- name: client_one :many
-- out: id
SELECT birthday FROM client;

-- name: client_two :many
-- out: id
SELECT * FROM client;
