-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: "*" is refused: name the columns
-- name: client_all :many
-- out: id, made
SELECT c.* FROM client AS c;
