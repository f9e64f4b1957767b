-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 5: id needs one of our type words, not ""
-- name: client_get :one
-- in: id
-- out: made
SELECT made FROM client WHERE id = $1;
