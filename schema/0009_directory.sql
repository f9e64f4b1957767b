-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
--
-- Who can help, after Open Referral HSDS 3. Ids are the UUIDs of the standard.
-- Nothing of this is about a client; the address of a confidential location
-- is a secret all the same, and stands in directory_location only.

CREATE TABLE directory_organisation (
	id id NOT NULL PRIMARY KEY,
	name text NOT NULL,
	name_en text,
	description text NOT NULL,
	description_en text,
	url text,
	email text,
	state text NOT NULL,     -- draft, live, retired
	owner text,              -- who in our house looks after it
	changed time NOT NULL
);

CREATE TABLE directory_service (
	id id NOT NULL PRIMARY KEY,
	organisation id NOT NULL REFERENCES directory_organisation (id),
	name text NOT NULL,
	name_en text,
	description text,
	description_en text,
	why text,                -- why it fits, to the person who reads it
	why_en text,
	eligibility text,        -- for whom
	eligibility_en text,
	access text,             -- how to get there
	access_en text,
	fees text,
	fees_en text,
	alert text,              -- what is different for the moment
	alert_en text,
	url text,
	email text,
	state text NOT NULL,
	audiences text NOT NULL, -- codes, with commas
	offences text NOT NULL,
	needs text NOT NULL,
	languages text NOT NULL, -- ISO 639
	min_age int,
	max_age int,
	waiting_days int,
	waiting_date text,       -- when that was so
	owner text,
	assured text,            -- the day on which somebody checked it; none: nobody did yet
	changed time NOT NULL
);
CREATE INDEX directory_service_organisation ON directory_service (organisation);
CREATE INDEX directory_service_changed ON directory_service (changed);

-- Where a service works. kind: national, region, municipality; code: "NL", a
-- code of the region, the CBS code "GM0344".
-- clustered
CREATE TABLE directory_area (
	service id NOT NULL REFERENCES directory_service (id),
	place int NOT NULL,
	kind text NOT NULL,
	code text NOT NULL,
	name text NOT NULL,
	PRIMARY KEY (service, place)
);

-- Numbers of an organisation or a service (owner).
-- clustered
CREATE TABLE directory_phone (
	owner id NOT NULL,
	place int NOT NULL,
	number text NOT NULL,
	description text,
	description_en text,
	PRIMARY KEY (owner, place)
);

-- clustered
CREATE TABLE directory_contact (
	owner id NOT NULL,
	place int NOT NULL,
	name text,
	title text,
	email text,
	PRIMARY KEY (owner, place)
);

-- days: "MO,TU,WE" as in RFC 5545; opens and closes: "09:00"
-- clustered
CREATE TABLE directory_schedule (
	service id NOT NULL REFERENCES directory_service (id),
	place int NOT NULL,
	days text,
	opens text,
	closes text,
	description text,
	description_en text,
	PRIMARY KEY (service, place)
);

-- clustered
CREATE TABLE directory_cost (
	service id NOT NULL REFERENCES directory_service (id),
	place int NOT NULL,
	amount cents,
	what text,
	what_en text,
	PRIMARY KEY (service, place)
);

-- kind: physical, postal, virtual. confidential: the address is shown to nobody.
CREATE TABLE directory_location (
	id id NOT NULL PRIMARY KEY,
	organisation id NOT NULL REFERENCES directory_organisation (id),
	place int NOT NULL,
	kind text NOT NULL,
	confidential bool NOT NULL,
	name text,
	address text,
	city text,
	province text,
	postal_code text,
	url text
);
CREATE INDEX directory_location_organisation ON directory_location (organisation, place);

CREATE TABLE directory_service_at_location (
	id id NOT NULL PRIMARY KEY,
	service id NOT NULL REFERENCES directory_service (id),
	location id NOT NULL REFERENCES directory_location (id),
	place int NOT NULL,
	description text
);
CREATE INDEX directory_service_at_location_service ON directory_service_at_location (service, place);
CREATE INDEX directory_service_at_location_location ON directory_service_at_location (location);

-- What an entry (organisation or service) was, who made it so and when; never
-- with a confidential address.
-- clustered
CREATE TABLE directory_version (
	entry id NOT NULL,
	number int NOT NULL,
	made time NOT NULL,
	account id,              -- none: an import
	action text NOT NULL,    -- import, add, edit, retire, check
	body text NOT NULL,
	PRIMARY KEY (entry, number)
);
