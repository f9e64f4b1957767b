-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 5: unscoped needs a reason
-- name: contact_all :many
-- unscoped:
-- out: id
SELECT id FROM contact;
