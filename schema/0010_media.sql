-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Public files (illustrations, films, captions, downloads): immutable, cut in
-- chunks so that none is ever whole in memory. The live one of a name is shown.
CREATE TABLE media (
	id id NOT NULL PRIMARY KEY,
	name text NOT NULL,
	type text NOT NULL,
	size int NOT NULL,
	hash bytes NOT NULL,
	made time NOT NULL,
	live bool NOT NULL
);
CREATE INDEX media_name ON media (name, live);
CREATE INDEX media_hash ON media (hash);

-- Chunks stand before their file's row does; what never got one is swept.
CREATE TABLE media_chunk (
	media id NOT NULL,
	number int NOT NULL,
	bytes bytes NOT NULL,
	PRIMARY KEY (media, number)
);
