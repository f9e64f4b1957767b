-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: SQL needs a line "-- name: NAME :kind" above it
SELECT 1;
