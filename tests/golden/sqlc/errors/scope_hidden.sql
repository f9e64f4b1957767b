-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: cannot see how contact is used: its scope is not certain
-- name: contact_hidden :many
-- in: client id
-- out: id
SELECT id FROM main.contact WHERE client = $1;
