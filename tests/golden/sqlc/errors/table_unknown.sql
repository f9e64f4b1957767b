-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: no such table: person
-- name: person_all :many
-- out: id
SELECT id FROM person;
