-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: no such column: birthday
-- name: client_all :many
-- out: id
SELECT id FROM client
WHERE birthday = 1;
