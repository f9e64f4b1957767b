-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What somebody asked to have mailed to themselves: to which address, and what
-- the link opens. The row goes with the mail.
-- clustered
CREATE TABLE keepsake (
	id id NOT NULL PRIMARY KEY,
	made time NOT NULL,
	body enc NOT NULL
);
