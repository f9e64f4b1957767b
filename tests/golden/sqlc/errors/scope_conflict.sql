-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: ON CONFLICT may meet a row of somebody else: name client in it, or add a WHERE
-- name: contact_put :exec
-- in: id id, client id
INSERT INTO contact (id, client, made, urgent, cost) VALUES ($1, $2, 0, false, 0)
ON CONFLICT (id) DO UPDATE SET made = 1;
