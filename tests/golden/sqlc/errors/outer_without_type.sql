-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: label needs a type: its table is outer-joined
-- name: client_labels :many
-- in: client id
-- out: id, label
SELECT c.id, t.label FROM client AS c LEFT JOIN contact AS t ON t.client = $1;
