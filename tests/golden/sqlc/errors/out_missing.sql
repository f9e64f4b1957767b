-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: the SQL gives 1 columns, -- out: names 0
-- name: client_all :many
SELECT id FROM client;
