-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Help that was given to people of whom nothing is known, added up as reach is.
-- clustered
CREATE TABLE served (
	day int NOT NULL,
	product text NOT NULL,
	depth text NOT NULL,
	audience text NOT NULL,
	channel text NOT NULL,
	source text NOT NULL,
	count int NOT NULL,
	PRIMARY KEY (day, product, depth, audience, channel, source)
);
