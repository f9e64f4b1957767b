-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A client who lost every way into their account (account) gets a new one: a
-- worker starts it, a second one decides, then there is a time to wait.
-- state: waiting, approved, refused, withdrawn (by a worker), stopped (by the
-- client), used; void and expired once that was seen. ended: absent while it is
-- open. ready: from when a code may be handed over. proof: hash of the cookie
-- of whoever opened that code, since proved.
-- scope: client
CREATE TABLE recovery (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	account id NOT NULL REFERENCES account (id),
	started_by id NOT NULL REFERENCES account (id),
	made time NOT NULL,
	how text NOT NULL,
	reason enc NOT NULL,
	other enc,
	state text NOT NULL,
	decided_by id REFERENCES account (id),
	decided time,
	answer enc,
	ready time,
	proof bytes,
	proved time,
	ended time
);
CREATE UNIQUE INDEX recovery_open ON recovery (client) WHERE ended IS NULL;
CREATE INDEX recovery_client ON recovery (client, made);
CREATE INDEX recovery_waiting ON recovery (made, id) WHERE ended IS NULL;
CREATE UNIQUE INDEX recovery_proof ON recovery (proof) WHERE proof IS NOT NULL;
