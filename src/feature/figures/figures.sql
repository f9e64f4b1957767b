-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: figures_reach :many
-- in: from int, until int
-- out: product, source, audience, channel, count int
SELECT product, source, audience, channel, sum(count) FROM reach
WHERE day >= $1 AND day <= $2
GROUP BY product, source, audience, channel ORDER BY product, source, audience, channel;

-- Help to people of whom nothing is known is a sum already. The rest is added
-- up each day in the order of its index, so that only sums are sorted.
-- name: figures_services :many
-- in: from int, until int
-- out: product text, source text, depth text, audience text, channel text, count int
SELECT product, source, depth, audience, channel, sum(count) FROM (
	SELECT product, source, depth, audience, channel, count(*) AS count FROM service
	WHERE day >= $1 AND day <= $2
	GROUP BY day, product, source, depth, audience, channel
	UNION ALL
	SELECT product, source, depth, audience, channel, count FROM served
	WHERE day >= $1 AND day <= $2
) AS of_a_day
GROUP BY product, source, depth, audience, channel ORDER BY product, source, depth, audience, channel;
