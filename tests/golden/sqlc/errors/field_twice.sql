-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: made stands here twice
-- name: client_get :one
-- in: id id
-- out: made, made
SELECT made, made FROM client WHERE id = $1;
