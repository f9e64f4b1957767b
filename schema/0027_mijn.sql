-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What belongs to a client's own environment.

-- Something that a client asks about an access record, and what the privacy
-- officer answered. Both stand under the class key of the staff: who answers
-- opens no dossier.
-- scope: client
CREATE TABLE record_question (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	record id NOT NULL REFERENCES access_record (id),
	made time NOT NULL,
	text enc NOT NULL,
	answer enc,
	answered time,
	answered_by id REFERENCES account (id)
);
CREATE INDEX record_question_client ON record_question (client, made);
CREATE INDEX record_question_open ON record_question (made, id) WHERE answered IS NULL;

-- Every yes and every no of a client to something we ask their permission for.
-- Rows are only added: the newest of a purpose holds.
-- scope: client
CREATE TABLE consent (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	purpose text NOT NULL,
	version int NOT NULL,
	given bool NOT NULL,
	made time NOT NULL
);
CREATE INDEX consent_client ON consent (client, purpose, made);

-- What somebody did without a name and wanted to keep: a guide's answers, a
-- checklist's ticks. What it is about stands in the ciphertext only.
-- scope: client
CREATE TABLE kept (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	kind text NOT NULL,
	made time NOT NULL,
	body enc NOT NULL
);
CREATE INDEX kept_client ON kept (client, made);
