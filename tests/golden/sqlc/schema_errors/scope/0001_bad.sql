-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 7: the table has no column for its scope: client
-- scope: client
CREATE TABLE a (
	id id NOT NULL
);
