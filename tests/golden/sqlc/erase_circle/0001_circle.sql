-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE owner (
	id id NOT NULL PRIMARY KEY
);
CREATE TABLE egg (
	id id NOT NULL PRIMARY KEY,
	owner id NOT NULL REFERENCES owner (id)
);
CREATE TABLE hen (
	id id NOT NULL PRIMARY KEY,
	egg id NOT NULL REFERENCES egg (id)
);
ALTER TABLE egg ADD COLUMN hen id REFERENCES hen (id);
