-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: quoted names are refused: choose another name
-- name: client_late :many
-- out: id
SELECT "id" FROM client;
