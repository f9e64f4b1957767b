-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: the function strftime is not the same on both databases
-- name: client_year :many
-- out: year text
SELECT strftime('%Y', made) FROM client;
