-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- "Only for me": what a client writes under a secret of their own (docs/decisions/0053-only-for-me.md).

-- Begun with a passphrase; ready once the recovery key was shown to be on paper.
-- clustered
-- scope: client
CREATE TABLE private_vault (
	client id NOT NULL PRIMARY KEY REFERENCES client (id),
	id id NOT NULL,
	made time NOT NULL,
	ready time
);

-- The vault's key, once under each secret that opens it (kind: enum
-- private_secret), and around that under the client's data key. Another
-- secret is another row: its id is bound into what is wrapped.
-- scope: client
CREATE TABLE private_wrap (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	kind text NOT NULL,
	cost int NOT NULL,
	salt bytes NOT NULL,
	wrapped enc NOT NULL,
	made time NOT NULL
);
CREATE UNIQUE INDEX private_wrap_client ON private_wrap (client, kind);

-- Each entry under a key of its own, which stands under the vault's key.
-- scope: client
CREATE TABLE private_entry (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	kind text NOT NULL,
	revision int NOT NULL,
	made time NOT NULL,
	changed time NOT NULL,
	key enc NOT NULL,
	head enc NOT NULL,
	body enc NOT NULL
);
CREATE INDEX private_entry_client ON private_entry (client, kind, changed);

-- An entry that one worker may read for as long as that assignment lasts: its
-- key once more, under the client's data key.
-- scope: client
CREATE TABLE private_share (
	entry id NOT NULL PRIMARY KEY REFERENCES private_entry (id),
	client id NOT NULL REFERENCES client (id),
	assignment id NOT NULL REFERENCES assignment (id),
	key enc NOT NULL,
	made time NOT NULL
);
CREATE INDEX private_share_client ON private_share (client);
CREATE INDEX private_share_assignment ON private_share (assignment);

-- The key of a vault that is open, sealed under the session's cookie, and when
-- it was last used: it closes by itself.
ALTER TABLE session ADD COLUMN private_key enc;
ALTER TABLE session ADD COLUMN private_used time;
