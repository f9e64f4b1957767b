-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: INSERT INTO contact must fill client from a parameter of that name
-- name: contact_copy :exec
-- in: client id
INSERT INTO contact (id, client, made, urgent, cost)
SELECT id, $1, made, false, 0 FROM client UNION SELECT id, id, made, false, 0 FROM client;
