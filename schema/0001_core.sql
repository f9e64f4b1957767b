-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What an administrator may change while the program runs.
CREATE TABLE setting (
	name text NOT NULL PRIMARY KEY,
	value text NOT NULL
);

-- The first answer to a form, given again to a double click, the back button and a retry.
CREATE TABLE form_receipt (
	id id NOT NULL PRIMARY KEY,
	made time NOT NULL,
	status int NOT NULL,
	location text,
	body bytes
);
CREATE INDEX form_receipt_made ON form_receipt (made);
