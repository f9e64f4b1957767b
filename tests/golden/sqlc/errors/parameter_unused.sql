-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: the SQL does not use $2 (made)
-- name: client_drop :exec
-- in: id id, made time
DELETE FROM client WHERE id = $1;
