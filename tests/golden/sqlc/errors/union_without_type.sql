-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: made needs a type: it comes from several SELECTs
-- name: client_times :many
-- out: made
SELECT made FROM client UNION SELECT made FROM word;
