-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Contacts with a client, attempts at one, and what was sent. fit says whether
-- it was within the wishes at that moment; the reason why it was made when not.
-- scope: client
CREATE TABLE contact (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	registration id NOT NULL REFERENCES registration (id),
	account id NOT NULL REFERENCES account (id),
	made time NOT NULL,
	channel text NOT NULL,
	result text NOT NULL,
	fit text NOT NULL,
	reason enc,
	note enc
);
CREATE INDEX contact_client ON contact (client, made);

-- The list of one kind of work costs the same as the whole list.
CREATE INDEX work_item_kind ON work_item (team, kind, due, id) WHERE open;
