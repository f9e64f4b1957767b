-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Who may come in, whose data it is, what leaves the house, and who looked.

CREATE TABLE team (
	id id NOT NULL PRIMARY KEY,
	name text NOT NULL,
	made time NOT NULL
);

-- Staff. E-mail, name and TOTP secret are encrypted under the staff class key;
-- email_mac finds the account.
CREATE TABLE account (
	id id NOT NULL PRIMARY KEY,
	role text NOT NULL,
	team id REFERENCES team (id),
	email_mac bytes NOT NULL UNIQUE,
	email enc NOT NULL,
	name enc NOT NULL,
	password text NOT NULL,
	totp enc NOT NULL,
	totp_last int NOT NULL,
	made time NOT NULL,
	closed time
);

-- Only the hash of the cookie is kept.
-- clustered
CREATE TABLE session (
	hash bytes NOT NULL PRIMARY KEY,
	account id NOT NULL REFERENCES account (id),
	made time NOT NULL,
	seen time NOT NULL
);
CREATE INDEX session_account ON session (account);

-- The team is the one that works for the client: who may open the dossier.
CREATE TABLE client (
	id id NOT NULL PRIMARY KEY,
	team id NOT NULL REFERENCES team (id),
	language text NOT NULL,
	made time NOT NULL
);

-- Somebody whose link or code was opened with their proof.
-- clustered
CREATE TABLE visit (
	hash bytes NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	target id NOT NULL,
	made time NOT NULL,
	seen time NOT NULL
);

-- The client's data key, wrapped by the key process.
-- clustered
-- scope: client
CREATE TABLE client_key (
	client id NOT NULL PRIMARY KEY REFERENCES client (id),
	version int NOT NULL,
	wrapped bytes NOT NULL
);

-- Full-width keyed indexes by which a client can be found (kind: enum vault_index).
-- clustered
-- scope: client
CREATE TABLE client_index (
	kind int NOT NULL,
	mac bytes NOT NULL,
	client id NOT NULL REFERENCES client (id),
	PRIMARY KEY (kind, mac, client)
);

-- How and when somebody wants to be contacted.
-- clustered
-- scope: client
CREATE TABLE contact_profile (
	client id NOT NULL PRIMARY KEY REFERENCES client (id),
	wish text NOT NULL,
	detail enc NOT NULL,
	made time NOT NULL
);

-- Who looked at what, when and why. number and chain are added by the sealer.
CREATE TABLE access_record (
	id id NOT NULL PRIMARY KEY,
	made time NOT NULL,
	actor id NOT NULL,
	actor_kind text NOT NULL,
	session bytes NOT NULL,
	client id,
	part text NOT NULL,
	purpose text NOT NULL,
	emergency bool NOT NULL,
	clients bytes,
	number int,
	chain bytes
);
CREATE UNIQUE INDEX access_record_number ON access_record (number);
CREATE INDEX access_record_client ON access_record (client, made);

CREATE TABLE access_head (
	number int NOT NULL PRIMARY KEY,
	made time NOT NULL,
	chain bytes NOT NULL
);

-- Links, letters, resume codes. The secret itself is never kept.
CREATE TABLE code (
	hash bytes NOT NULL PRIMARY KEY,
	kind text NOT NULL,
	client id,
	target id,
	held bytes,
	made time NOT NULL,
	expires time NOT NULL,
	tries int NOT NULL,
	opened time
);
CREATE INDEX code_expires ON code (expires);

CREATE TABLE job (
	id id NOT NULL PRIMARY KEY,
	kind text NOT NULL,
	unique_key bytes NOT NULL UNIQUE,
	client id,
	target id,
	made time NOT NULL,
	due time NOT NULL,
	instance bytes,
	lease time,
	tries int NOT NULL,
	done time,
	failure text
);
CREATE INDEX job_due ON job (done, due);

-- Content as immutable versions; the live one is shown.
CREATE TABLE content (
	id id NOT NULL PRIMARY KEY,
	kind text NOT NULL,
	name text NOT NULL,
	hash bytes NOT NULL,
	body text NOT NULL,
	made time NOT NULL,
	live bool NOT NULL
);
CREATE INDEX content_name ON content (kind, name, live);

-- One row for each delivered service. key is a keyed hash that makes sure it
-- counts once; it leads to nobody.
-- clustered
CREATE TABLE service (
	key bytes NOT NULL PRIMARY KEY,
	day int NOT NULL,
	product text NOT NULL,
	depth text NOT NULL,
	audience text NOT NULL,
	channel text NOT NULL,
	source text NOT NULL
);
CREATE INDEX service_day ON service (day, product, source);

-- How many saw an offer; added up in memory, written every few seconds.
-- clustered
CREATE TABLE reach (
	day int NOT NULL,
	product text NOT NULL,
	audience text NOT NULL,
	channel text NOT NULL,
	source text NOT NULL,
	count int NOT NULL,
	PRIMARY KEY (day, product, audience, channel, source)
);

-- clustered
-- scope: client
CREATE TABLE blob (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	size int NOT NULL,
	made time NOT NULL
);

-- The first answer to a form, sealed under its form_id: a double click, the
-- back button and a retry get it again.
-- clustered
CREATE TABLE form_receipt (
	id bytes NOT NULL PRIMARY KEY,
	made time NOT NULL,
	answer bytes NOT NULL
);
CREATE INDEX form_receipt_made ON form_receipt (made);
