-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: n needs a type: it is an expression
-- name: client_count :one
-- out: n
SELECT count(*) FROM client;
