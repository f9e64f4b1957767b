-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- clustered
CREATE TABLE client (
	id id NOT NULL PRIMARY KEY,
	made time NOT NULL
);

-- scope: client
CREATE TABLE contact (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	made time NOT NULL,
	ended time,
	urgent bool NOT NULL,
	asked bool,
	number int, -- how often
	cost cents NOT NULL,
	label text,
	note enc,
	UNIQUE (client, number)
);
CREATE INDEX contact_client ON contact (client, made);

CREATE TABLE word (
	name text NOT NULL PRIMARY KEY,
	value bytes NOT NULL
);
