-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- name: line_job :exec
-- in: id id
INSERT INTO job (id) VALUES ($1);
