-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: parameters are written $1, $2, ...
-- name: client_drop :exec
-- in: id id
DELETE FROM client WHERE id = @id;
