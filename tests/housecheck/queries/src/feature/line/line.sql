-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- name: line_due :many
-- unscoped: the worker of the line sees every waiting call
-- out: id
SELECT id FROM line;

-- name: line_all :many
-- unscoped:
-- out: id
SELECT id FROM line;

-- name: line_claim :one
-- only: pg
SELECT 1;

-- name: line_claim :one
-- only: sqlite
SELECT 1;
