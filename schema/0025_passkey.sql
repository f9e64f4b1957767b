-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What somebody signs in with instead of a password: a key pair of which a
-- phone, a computer or a small device keeps the private half.
-- credential: what the authenticator calls it; counter: how often it signed,
-- as far as it counts; name: what the person calls it.
CREATE TABLE passkey (
	id id NOT NULL PRIMARY KEY,
	account id NOT NULL REFERENCES account (id),
	credential bytes NOT NULL UNIQUE,
	public_key bytes NOT NULL,
	algorithm int NOT NULL,
	counter int NOT NULL,
	name enc NOT NULL,
	made time NOT NULL,
	used time
);
CREATE INDEX passkey_account ON passkey (account, made);

-- Questions to a passkey that were answered: no answer works twice. Kept for
-- as long as a question is good.
-- clustered
CREATE TABLE passkey_answered (
	hash bytes NOT NULL PRIMARY KEY,
	made time NOT NULL
);
CREATE INDEX passkey_answered_made ON passkey_answered (made);
