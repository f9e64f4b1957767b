-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: contact needs "client = $k" (a parameter of that name, joined by AND), or "-- unscoped: reason"
-- name: contact_cte :many
-- in: client id
-- out: id
WITH c AS (SELECT id, client FROM contact) SELECT id FROM c WHERE client = $1;
