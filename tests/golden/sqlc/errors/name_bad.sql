-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: this is no name for a C function: Client-Get
-- name: Client-Get :one
SELECT 1;
