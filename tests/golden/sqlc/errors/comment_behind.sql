-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: a comment stands on a line of its own
-- name: client_all :many
-- out: id
SELECT id FROM client -- all of them
ORDER BY id;
