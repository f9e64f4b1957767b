-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: $2 is not declared on -- in:
-- name: client_touch :exec
-- in: id id
UPDATE client SET made = $2 WHERE id = $1;
