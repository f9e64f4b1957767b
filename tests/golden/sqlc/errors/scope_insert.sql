-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: INSERT INTO contact must fill client from a parameter of that name
-- name: contact_add :exec
-- in: id id, person id
INSERT INTO contact (id, client, made, urgent, cost) VALUES ($1, $2, 0, false, 0);
