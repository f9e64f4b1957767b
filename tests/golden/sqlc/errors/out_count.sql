-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: the SQL gives 2 columns, -- out: names 1
-- name: client_all :many
-- out: id
SELECT id, made FROM client;
