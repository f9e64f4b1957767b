-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 5: one query holds one statement
-- name: client_clear :exec
DELETE FROM client;;
