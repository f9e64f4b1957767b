-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Who signs in at a provider (OpenID Connect). Who they are there is kept as a
-- keyed hash of the issuer and their name with it, and leads to an account here.
-- issuer: which provider, to show it to whoever it belongs to.
CREATE TABLE identity (
	id id NOT NULL PRIMARY KEY,
	mac bytes NOT NULL UNIQUE,
	account id NOT NULL REFERENCES account (id),
	issuer text NOT NULL,
	made time NOT NULL,
	used time NOT NULL
);
CREATE INDEX identity_account ON identity (account, made);
