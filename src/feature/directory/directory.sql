-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: directory_live_cards :many
-- Everything that finding and ranking looks at; the phone is the first of the service, or else of its organisation.
-- in: state text
-- out: id, organisation, organisation_name, organisation_name_en, name, name_en, description, description_en
-- out: why, why_en, eligibility, eligibility_en, fees, fees_en, url, organisation_url text?, phone text?
-- out: organisation_phone text?, audiences, offences, needs, languages, min_age, max_age, waiting_days
-- out: waiting_date, assured, changed
SELECT s.id, o.id, o.name, o.name_en, s.name, s.name_en, s.description, s.description_en, s.why, s.why_en,
	s.eligibility,
	s.eligibility_en, s.fees, s.fees_en, s.url, o.url,
	(SELECT p.number FROM directory_phone p WHERE p.owner = s.id AND p.place = 0),
	(SELECT q.number FROM directory_phone q WHERE q.owner = o.id AND q.place = 0),
	s.audiences, s.offences, s.needs, s.languages, s.min_age, s.max_age, s.waiting_days, s.waiting_date,
	s.assured, s.changed
FROM directory_service s JOIN directory_organisation o ON o.id = s.organisation
WHERE s.state = $1 AND o.state = $1 ORDER BY s.name, s.id;

-- name: directory_live_areas :many
-- in: state text
-- out: service, kind, code, name
SELECT a.service, a.kind, a.code, a.name FROM directory_area a JOIN directory_service s ON s.id = a.service
WHERE s.state = $1 ORDER BY a.service, a.place;

-- name: directory_map_size :one
-- in: state text
-- out: count int
SELECT count(*) FROM directory_service s JOIN directory_organisation o ON o.id = s.organisation
WHERE s.state = $1 AND o.state = $1;

-- name: directory_map :many
-- in: state text, from int, most int
-- out: id, changed
SELECT s.id, s.changed FROM directory_service s JOIN directory_organisation o ON o.id = s.organisation
WHERE s.state = $1 AND o.state = $1 ORDER BY s.id LIMIT $3 OFFSET $2;

-- name: directory_version_count :one
-- out: n int
SELECT count(*) FROM directory_version;

-- name: directory_service_get :one
-- in: id id
-- out: id, organisation, organisation_name, name, name_en, description, description_en, why, why_en
-- out: eligibility, eligibility_en, access, access_en, fees, fees_en, alert, alert_en, url, email, state
-- out: organisation_state, audiences, offences, needs, languages, min_age, max_age, waiting_days, waiting_date
-- out: owner, assured, changed
SELECT s.id, s.organisation, o.name, s.name, s.name_en, s.description, s.description_en, s.why, s.why_en,
	s.eligibility,
	s.eligibility_en, s.access, s.access_en, s.fees, s.fees_en, s.alert, s.alert_en, s.url, s.email, s.state,
	o.state,
	s.audiences, s.offences, s.needs, s.languages, s.min_age, s.max_age, s.waiting_days, s.waiting_date,
	s.owner, s.assured,
	s.changed
FROM directory_service s JOIN directory_organisation o ON o.id = s.organisation WHERE s.id = $1;

-- name: directory_services_of :many
-- in: organisation id
-- out: id, state
SELECT id, state FROM directory_service WHERE organisation = $1 ORDER BY name, id;

-- name: directory_service_put :exec
-- in: id id, organisation id, name text, name_en text?, description text?, description_en text?, why text?
-- in: why_en text?, eligibility text?, eligibility_en text?, access text?, access_en text?, fees text?
-- in: fees_en text?, alert text?, alert_en text?, url text?, email text?, state text, audiences text
-- in: offences text, needs text, languages text, min_age int?, max_age int?, waiting_days int?
-- in: waiting_date text?, owner text?, assured text?, changed time
INSERT INTO directory_service (id, organisation, name, name_en, description, description_en, why, why_en, eligibility,
	eligibility_en, access, access_en, fees, fees_en, alert, alert_en, url, email, state, audiences, offences,
	needs,
	languages, min_age, max_age, waiting_days, waiting_date, owner, assured, changed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
	$22, $23, $24, $25,
	$26, $27, $28, $29, $30)
ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation, name = excluded.name, name_en = excluded.name_en,
	description = excluded.description, description_en = excluded.description_en, why = excluded.why,
	why_en = excluded.why_en, eligibility = excluded.eligibility, eligibility_en = excluded.eligibility_en,
	access = excluded.access, access_en = excluded.access_en, fees = excluded.fees, fees_en = excluded.fees_en,
	alert = excluded.alert, alert_en = excluded.alert_en, url = excluded.url, email = excluded.email,
	state = excluded.state, audiences = excluded.audiences, offences = excluded.offences, needs = excluded.needs,
	languages = excluded.languages, min_age = excluded.min_age, max_age = excluded.max_age,
	waiting_days = excluded.waiting_days, waiting_date = excluded.waiting_date, owner = excluded.owner,
	assured = excluded.assured, changed = excluded.changed;

-- name: directory_organisation_get :one
-- in: id id
-- out: id, name, name_en, description, description_en, url, email, state, owner, changed
SELECT id, name, name_en, description, description_en, url, email, state, owner, changed
FROM directory_organisation WHERE id = $1;

-- name: directory_organisation_list :many
-- out: id, name, state, changed
SELECT id, name, state, changed FROM directory_organisation ORDER BY name, id;

-- name: directory_organisation_put :exec
-- in: id id, name text, name_en text?, description text, description_en text?, url text?, email text?
-- in: state text, owner text?, changed time
INSERT INTO directory_organisation (id, name, name_en, description, description_en, url, email, state, owner, changed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, description = excluded.description,
	description_en = excluded.description_en, url = excluded.url, email = excluded.email, state = excluded.state,
	owner = excluded.owner, changed = excluded.changed;

-- name: directory_area_list :many
-- in: service id
-- out: kind, code, name
SELECT kind, code, name FROM directory_area WHERE service = $1 ORDER BY place;

-- name: directory_area_clear :exec
-- in: service id
DELETE FROM directory_area WHERE service = $1;

-- name: directory_area_put :exec
-- in: service id, place int, kind text, code text, name text
INSERT INTO directory_area (service, place, kind, code, name) VALUES ($1, $2, $3, $4, $5);

-- name: directory_phone_list :many
-- in: owner id
-- out: number, description, description_en
SELECT number, description, description_en FROM directory_phone WHERE owner = $1 ORDER BY place;

-- name: directory_phone_clear :exec
-- in: owner id
DELETE FROM directory_phone WHERE owner = $1;

-- name: directory_phone_put :exec
-- in: owner id, place int, number text, description text?, description_en text?
INSERT INTO directory_phone (owner, place, number, description, description_en) VALUES ($1, $2, $3, $4, $5);

-- name: directory_contact_list :many
-- in: owner id
-- out: name, title, email
SELECT name, title, email FROM directory_contact WHERE owner = $1 ORDER BY place;

-- name: directory_contact_clear :exec
-- in: owner id
DELETE FROM directory_contact WHERE owner = $1;

-- name: directory_contact_put :exec
-- in: owner id, place int, name text?, title text?, email text?
INSERT INTO directory_contact (owner, place, name, title, email) VALUES ($1, $2, $3, $4, $5);

-- name: directory_schedule_list :many
-- in: service id
-- out: days, opens, closes, description, description_en
SELECT days, opens, closes, description, description_en FROM directory_schedule WHERE service = $1 ORDER BY place;

-- name: directory_schedule_clear :exec
-- in: service id
DELETE FROM directory_schedule WHERE service = $1;

-- name: directory_schedule_put :exec
-- in: service id, place int, days text?, opens text?, closes text?, description text?, description_en text?
INSERT INTO directory_schedule (service, place, days, opens, closes, description, description_en)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: directory_cost_list :many
-- in: service id
-- out: amount, what, what_en
SELECT amount, what, what_en FROM directory_cost WHERE service = $1 ORDER BY place;

-- name: directory_cost_clear :exec
-- in: service id
DELETE FROM directory_cost WHERE service = $1;

-- name: directory_cost_put :exec
-- in: service id, place int, amount cents?, what text?, what_en text?
INSERT INTO directory_cost (service, place, amount, what, what_en) VALUES ($1, $2, $3, $4, $5);

-- name: directory_location_list :many
-- in: organisation id
-- out: id, kind, confidential, name, address, city, province, postal_code, url
SELECT id, kind, confidential, name, address, city, province, postal_code, url
FROM directory_location WHERE organisation = $1 ORDER BY place, id;

-- name: directory_location_find :one
-- in: id id
-- out: organisation, confidential
SELECT organisation, confidential FROM directory_location WHERE id = $1;

-- name: directory_location_put :exec
-- in: id id, organisation id, place int, kind text, confidential bool, name text?, address text?, city text?
-- in: province text?, postal_code text?, url text?
INSERT INTO directory_location (id, organisation, place, kind, confidential, name, address, city, province,
	postal_code, url)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO UPDATE SET place = excluded.place, kind = excluded.kind, confidential = excluded.confidential,
	name = excluded.name, address = excluded.address, city = excluded.city, province = excluded.province,
	postal_code = excluded.postal_code, url = excluded.url;

-- name: directory_location_drop :exec
-- in: id id
DELETE FROM directory_location WHERE id = $1;

-- name: directory_place_list :many
-- in: service id
-- out: id, location, description
SELECT id, location, description FROM directory_service_at_location WHERE service = $1 ORDER BY place, id;

-- name: directory_place_find :one
-- in: id id
-- out: service
SELECT service FROM directory_service_at_location WHERE id = $1;

-- name: directory_place_all :many
-- in: state text
-- out: id, service
SELECT l.id, l.service FROM directory_service_at_location l JOIN directory_service s ON s.id = l.service
	JOIN directory_organisation o ON o.id = s.organisation
WHERE s.state = $1 AND o.state = $1 ORDER BY l.id;

-- name: directory_place_clear :exec
-- in: service id
DELETE FROM directory_service_at_location WHERE service = $1;

-- name: directory_place_clear_location :exec
-- in: location id
DELETE FROM directory_service_at_location WHERE location = $1;

-- name: directory_place_put :exec
-- in: id id, service id, location id, place int, description text?
INSERT INTO directory_service_at_location (id, service, location, place, description) VALUES ($1, $2, $3, $4, $5);

-- name: directory_version_list :many
-- in: entry id
-- out: number, made, account, action, body
SELECT number, made, account, action, body FROM directory_version WHERE entry = $1 ORDER BY number DESC LIMIT 50;

-- name: directory_version_latest :one
-- in: entry id
-- out: number, account
SELECT number, account FROM directory_version WHERE entry = $1 ORDER BY number DESC LIMIT 1;

-- name: directory_version_put :exec
-- in: entry id, number int, made time, account id?, action text, body text
INSERT INTO directory_version (entry, number, made, account, action, body) VALUES ($1, $2, $3, $4, $5, $6);

-- name: directory_service_all :many
-- What nobody checked yet first, then what was checked longest ago.
-- out: id, organisation, organisation_name, name, state, owner, assured, changed
SELECT s.id, s.organisation, o.name, s.name, s.state, s.owner, s.assured, s.changed
FROM directory_service s JOIN directory_organisation o ON o.id = s.organisation
ORDER BY s.assured NULLS FIRST, o.name, s.name, s.id;
