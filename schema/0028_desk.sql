-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Who of a team looks after a client. One at a time; what ended stays.
-- scope: client
CREATE TABLE assignment (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	registration id NOT NULL REFERENCES registration (id),
	account id NOT NULL REFERENCES account (id),
	made_by id NOT NULL REFERENCES account (id),
	since time NOT NULL,
	until time,
	note enc
);
CREATE UNIQUE INDEX assignment_client ON assignment (client) WHERE until IS NULL;
CREATE INDEX assignment_account ON assignment (account, since, id) WHERE until IS NULL;
CREATE INDEX assignment_history ON assignment (client, since);

-- A dossier of another team, opened for an hour because it could not wait. The reason is
-- for the privacy officer, who opens no dossier: it stands under the key of the staff.
-- scope: client
CREATE TABLE emergency (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	number text NOT NULL,
	account id NOT NULL REFERENCES account (id),
	reason enc NOT NULL,
	made time NOT NULL,
	until time NOT NULL,
	seen time,
	seen_by id REFERENCES account (id)
);
CREATE INDEX emergency_live ON emergency (account, client, until);
CREATE INDEX emergency_unseen ON emergency (made, id) WHERE seen IS NULL;
CREATE INDEX emergency_made ON emergency (made, id);

-- Something small to do, by the worker or by the client.
-- scope: client
CREATE TABLE task (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	made time NOT NULL,
	made_by id NOT NULL REFERENCES account (id),
	for_client bool NOT NULL,
	due time NOT NULL,
	text enc NOT NULL,
	done time,
	done_by id
);
CREATE INDEX task_client ON task (client, due, id) WHERE done IS NULL;

-- What the client may read of a contact, apart from the note of the work.
ALTER TABLE contact ADD COLUMN report enc;
ALTER TABLE contact ADD COLUMN published time;

CREATE INDEX registration_number ON registration (number);
CREATE INDEX access_record_actor ON access_record (actor, made);
CREATE INDEX access_record_made ON access_record (made, id);
CREATE INDEX access_record_emergency ON access_record (made, id) WHERE emergency;
