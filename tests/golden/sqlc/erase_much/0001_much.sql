-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE owner (
	id id NOT NULL PRIMARY KEY
);
CREATE TABLE much (
	a01 id REFERENCES owner (id),
	a02 id REFERENCES owner (id),
	a03 id REFERENCES owner (id),
	a04 id REFERENCES owner (id),
	a05 id REFERENCES owner (id),
	a06 id REFERENCES owner (id),
	a07 id REFERENCES owner (id),
	a08 id REFERENCES owner (id),
	a09 id REFERENCES owner (id),
	a10 id REFERENCES owner (id),
	a11 id REFERENCES owner (id),
	a12 id REFERENCES owner (id),
	a13 id REFERENCES owner (id),
	a14 id REFERENCES owner (id),
	a15 id REFERENCES owner (id),
	a16 id REFERENCES owner (id),
	a17 id REFERENCES owner (id)
);
