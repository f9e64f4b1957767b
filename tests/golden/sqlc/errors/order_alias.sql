-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: ORDER BY last, which may be absent, needs NULLS FIRST or NULLS LAST
-- name: word_last :many
-- out: name, last time?
SELECT name, made + 1 AS last FROM word ORDER BY last;
