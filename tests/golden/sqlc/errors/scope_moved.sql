-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: this moves rows of contact to another client
-- name: contact_move :exec
-- in: id id, client id, other id
UPDATE contact SET client = $3 WHERE id = $1 AND client = $2;
