-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: made is declared as another type than the column made has
-- name: client_times :many
-- out: made text
SELECT made FROM client;
