-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- When somebody last signed in.
ALTER TABLE account ADD COLUMN seen time;

-- Somebody who was asked to join. Their link is a code; what they chose waits here until the account exists.
CREATE TABLE invitation (
	id id NOT NULL PRIMARY KEY,
	role text NOT NULL,
	team id NOT NULL REFERENCES team (id),
	email_mac bytes NOT NULL,
	email enc NOT NULL,
	name enc NOT NULL,
	language text NOT NULL,
	password text,
	totp enc,
	made time NOT NULL,
	made_by id NOT NULL REFERENCES account (id),
	expires time NOT NULL,
	ended time
);
CREATE INDEX invitation_open ON invitation (expires) WHERE ended IS NULL;

-- What was done to accounts and teams: by whom, when, what, and what stood there before.
CREATE TABLE staff_event (
	id id NOT NULL PRIMARY KEY,
	made time NOT NULL,
	actor id NOT NULL REFERENCES account (id),
	what text NOT NULL,
	account id REFERENCES account (id),
	invitation id REFERENCES invitation (id),
	team id REFERENCES team (id),
	before text,
	after text
);
CREATE INDEX staff_event_made ON staff_event (made, id);
