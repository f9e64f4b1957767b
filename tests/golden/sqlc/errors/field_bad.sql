-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: this is no name for a C field: default
-- name: client_get :one
-- in: id id
-- out: default time
SELECT made FROM client WHERE id = $1;
