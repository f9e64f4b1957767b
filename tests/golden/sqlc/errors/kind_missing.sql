-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: behind the name stands :one, :many, :exec or :changed
-- name: client_get :some
SELECT 1;
