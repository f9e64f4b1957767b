-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: near "WERE": syntax error
-- name: client_all :many
-- out: id
SELECT id
FROM client AS c WERE id = 1;
