-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 5: only SELECT, INSERT, UPDATE and DELETE stand in query files
-- name: client_destroy :exec
DROP TABLE client;
