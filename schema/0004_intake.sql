-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Guides that somebody is in the middle of, and the answers that were handed in.

-- Kept under a key that only the cookie of the browser holds. `client` stands
-- there when the draft was opened with a link or letter of that client.
-- clustered
CREATE TABLE draft (
	hash bytes NOT NULL PRIMARY KEY,
	version id NOT NULL REFERENCES content (id),
	client id,
	registration id,
	made time NOT NULL,
	expires time NOT NULL,
	body enc NOT NULL
);
CREATE INDEX draft_expires ON draft (expires);

-- Answers in the dossier, under the client's own key.
-- scope: client
CREATE TABLE intake (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	registration id NOT NULL,
	version id NOT NULL REFERENCES content (id),
	made time NOT NULL,
	answers enc NOT NULL
);
CREATE INDEX intake_client ON intake (client, made);
