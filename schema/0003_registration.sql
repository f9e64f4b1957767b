-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Who is registered with us, by whom, and the work that comes of it.

-- Systems that send registrations. Only the hash of the token is kept.
CREATE TABLE partner (
	id id NOT NULL PRIMARY KEY,
	name text NOT NULL,
	source text NOT NULL,
	token_hash bytes NOT NULL UNIQUE,
	team id NOT NULL REFERENCES team (id),
	made time NOT NULL,
	closed time
);

-- The arrival of a person. partner_id_mac is a keyed hash of the partner and
-- its own id, body_mac one of everything that was sent.
-- scope: client
CREATE TABLE registration (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	team id NOT NULL REFERENCES team (id),
	partner id REFERENCES partner (id),
	partner_id_mac bytes UNIQUE,
	body_mac bytes,
	number text NOT NULL,
	source text NOT NULL,
	received time NOT NULL,
	state text NOT NULL,
	decision text NOT NULL,
	attempts int NOT NULL,
	identity enc NOT NULL,
	address enc,
	incident enc NOT NULL,
	label enc NOT NULL
);
CREATE INDEX registration_client ON registration (client, received);

-- What somebody of the team has to do. Closed work leaves the index, so that
-- the list costs the same however much was done before.
-- scope: client
CREATE TABLE work_item (
	id id NOT NULL PRIMARY KEY,
	team id NOT NULL REFERENCES team (id),
	kind text NOT NULL,
	client id NOT NULL REFERENCES client (id),
	registration id REFERENCES registration (id),
	due time NOT NULL,
	open bool NOT NULL,
	closed_by id REFERENCES account (id),
	closed time
);
CREATE INDEX work_item_due ON work_item (team, due, id) WHERE open;
CREATE INDEX work_item_client ON work_item (client);

-- One upload of many registrations. touched moves with every stored batch.
CREATE TABLE bulk_upload (
	id id NOT NULL PRIMARY KEY,
	partner id NOT NULL REFERENCES partner (id),
	made time NOT NULL,
	touched time NOT NULL,
	state text NOT NULL,
	lines int NOT NULL,
	stored int NOT NULL,
	repeated int NOT NULL,
	failed int NOT NULL
);

-- What became of each line. problem is JSON that holds no personal data.
-- clustered
CREATE TABLE bulk_line (
	upload id NOT NULL REFERENCES bulk_upload (id),
	line int NOT NULL,
	result text NOT NULL,
	registration id,
	problem text,
	PRIMARY KEY (upload, line)
);
CREATE INDEX bulk_line_failed ON bulk_line (upload, line) WHERE problem IS NOT NULL;
