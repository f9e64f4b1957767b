-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: service_insert :changed
-- in: key bytes, day int, product text, depth text, audience text, channel text, source text
INSERT INTO service (key, day, product, depth, audience, channel, source)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (key) DO NOTHING;

-- name: reach_add :exec
-- in: day int, product text, audience text, channel text, source text, count int
INSERT INTO reach (day, product, audience, channel, source, count)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (day, product, audience, channel, source) DO UPDATE SET count = reach.count + excluded.count;

-- name: served_add :exec
-- in: day int, product text, depth text, audience text, channel text, source text, count int
INSERT INTO served (day, product, depth, audience, channel, source, count)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (day, product, depth, audience, channel, source) DO UPDATE SET count = served.count + excluded.count;
