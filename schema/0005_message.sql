-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What people write to the organisation. Whoever works at the service line
-- reads it, so it stands under the class key of the staff.
CREATE TABLE message (
	id id NOT NULL PRIMARY KEY,
	made time NOT NULL,
	body enc NOT NULL,
	closed time,
	closed_by id REFERENCES account (id)
);
CREATE INDEX message_open ON message (made) WHERE closed IS NULL;
