-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 6: the database's clock is refused: pass the time from clock_wall() as a parameter
-- name: client_late :many
-- out: id
SELECT id FROM client WHERE made < now();
