-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: contact_profile_get :one
-- in: client id
-- out: wish, detail, made
SELECT wish, detail, made FROM contact_profile WHERE client = $1;

-- name: contact_profile_put :exec
-- in: client id, wish text, detail enc, made time
INSERT INTO contact_profile (client, wish, detail, made) VALUES ($1, $2, $3, $4)
ON CONFLICT (client) DO UPDATE SET wish = excluded.wish, detail = excluded.detail, made = excluded.made;
