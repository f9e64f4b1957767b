-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Erasing somebody, and the wrapping keys that go with it. Only ids stand here.

-- The version that the key is wrapped under, as its own first bytes say too.
-- Until this file there was one.
ALTER TABLE client_key ADD COLUMN wrapping int NOT NULL DEFAULT 1;
CREATE INDEX client_key_wrapping ON client_key (wrapping, client);

-- A wrapping key that somebody's erasure (marked), or a newer one (replaced),
-- will end. emptied: nothing stands under it, and nothing may any more.
-- clustered
CREATE TABLE wrapping_key (
	version int NOT NULL PRIMARY KEY,
	marked time,
	replaced time,
	emptied time,
	destroyed time
);

-- asked_by: absent when it was asked on the command line.
-- state: asked (the key is gone), gone (all rows too), final (the wrapping key
-- is destroyed: no copy anywhere opens any more).
CREATE TABLE erasure (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL,
	asked_by id,
	version int NOT NULL,
	state text NOT NULL,
	asked time NOT NULL,
	gone time,
	final time
);
CREATE INDEX erasure_state ON erasure (state, version);
CREATE INDEX erasure_client ON erasure (client);

-- Files that are still to be removed after their rows.
-- clustered
CREATE TABLE erased_blob (
	id id NOT NULL PRIMARY KEY,
	erasure id NOT NULL REFERENCES erasure (id)
);
CREATE INDEX erased_blob_erasure ON erased_blob (erasure);

-- What erasing looks for.
CREATE INDEX client_index_client ON client_index (client);
CREATE INDEX blob_client ON blob (client);
CREATE INDEX visit_client ON visit (client);
CREATE INDEX code_client ON code (client) WHERE client IS NOT NULL;
CREATE INDEX draft_client ON draft (client) WHERE client IS NOT NULL;
CREATE INDEX job_client ON job (client) WHERE client IS NOT NULL;
