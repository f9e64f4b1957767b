-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Letters to print: the PDF is a blob under the client's key.
-- scope: client
CREATE TABLE letter (
	id id NOT NULL PRIMARY KEY,
	client id NOT NULL REFERENCES client (id),
	registration id NOT NULL,
	blob id NOT NULL,
	made time NOT NULL,
	sent time,
	sent_by id REFERENCES account (id)
);
CREATE INDEX letter_client ON letter (client, made);
