-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Every way in which a row may belong to an owner, and some in which it does not.
CREATE TABLE owner (
	id id NOT NULL PRIMARY KEY
);

CREATE TABLE worker (
	id id NOT NULL PRIMARY KEY
);

-- a column that is added later
ALTER TABLE worker ADD COLUMN owner id REFERENCES owner (id);

-- scope: owner
CREATE TABLE story (
	id id NOT NULL PRIMARY KEY,
	owner id NOT NULL REFERENCES owner (id),
	worker id REFERENCES worker (id)
);

-- by its column's name only
CREATE TABLE link (
	hash bytes NOT NULL PRIMARY KEY,
	owner id
);

-- through others, twice, and one that may be absent
CREATE TABLE session (
	hash bytes NOT NULL PRIMARY KEY,
	worker id NOT NULL REFERENCES worker (id)
);
CREATE TABLE page (
	number int NOT NULL PRIMARY KEY,
	story id NOT NULL REFERENCES story (id),
	reader id REFERENCES worker (id),
	above int REFERENCES page (number)
);
CREATE TABLE word (
	page int NOT NULL REFERENCES page (number),
	word text NOT NULL
);

CREATE TABLE record (
	id id NOT NULL PRIMARY KEY,
	owner id NOT NULL
);
CREATE TABLE season (
	id id NOT NULL PRIMARY KEY,
	name text NOT NULL
);
