-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: "::" is refused: declare the type on -- in: or -- out:
-- name: client_count :one
-- out: n int
SELECT
count(*)::int FROM client;
