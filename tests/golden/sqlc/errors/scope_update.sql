-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: contact needs "client = $k" (a parameter of that name, joined by AND), or "-- unscoped: reason"
-- name: contact_close :exec
-- in: ended time, id id

UPDATE contact SET ended = $1 WHERE id = $2;
