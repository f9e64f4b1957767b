-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: form_receipt_get :one
-- in: id bytes
-- out: answer
SELECT answer FROM form_receipt WHERE id = $1;

-- name: form_receipt_insert :exec
-- in: id bytes, made time, answer bytes
INSERT INTO form_receipt (id, made, answer) VALUES ($1, $2, $3);

-- name: form_receipt_sweep :exec
-- in: before time
DELETE FROM form_receipt WHERE made < $1;
