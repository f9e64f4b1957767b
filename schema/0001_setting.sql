-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What an administrator may change while the program runs.
CREATE TABLE setting (
	name text NOT NULL PRIMARY KEY,
	value text NOT NULL
);
