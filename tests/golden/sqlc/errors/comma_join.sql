-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: write JOIN instead of a list of tables
-- name: client_words :many
-- out: id
SELECT client.id FROM client, word;
