-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: setting_value :one
-- in: name text
-- out: value
SELECT value FROM setting WHERE name = $1;

-- name: setting_store :exec
-- in: name text, value text
INSERT INTO setting (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
