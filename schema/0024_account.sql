-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Codes on paper, each good once in place of the app's code. Keyed hashes.
-- clustered
CREATE TABLE recovery_code (
	account id NOT NULL REFERENCES account (id),
	hash bytes NOT NULL,
	made time NOT NULL,
	used time,
	PRIMARY KEY (account, hash)
);

-- What somebody chose while their app is not yet known to work: of a client
-- who makes an account, or of an account that changes its app (owner). An hour
-- at most. client: whom it is about, so that it goes when they are erased.
CREATE TABLE enrolment (
	owner id NOT NULL PRIMARY KEY,
	client id REFERENCES client (id),
	email enc,
	password text,
	totp enc NOT NULL,
	made time NOT NULL
);
