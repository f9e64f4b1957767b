// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// What HSDS 3.1 says of each object, written down here from the field tables of its documentation
// (docs.openreferral.org, "Schema reference" and "API reference"): names, types, formats, codes, and which must be there.
// The standard's own files are not copied.
const text = { type: 'string' };
const number = { type: 'number' };
const boolean = { type: 'boolean' };
const uuid = { type: 'string', format: 'uuid' };
const uri = { type: 'string', format: 'uri' };
const email = { type: 'string', format: 'email' };
const date = { type: 'string', format: 'date' };
const time = { type: 'string', pattern: '^[0-2]\\d:[0-5]\\d(:[0-5]\\d)?(Z|[+-]\\d{2}:\\d{2})?$' };
const one = (...words) => ({ type: 'string', enum: words });
const ref = (name) => ({ $ref: name });
const list = (name) => ({ type: 'array', items: ref(name) });
const always = { attributes: list('attribute'), metadata: list('metadata') };

const object = (name, required, properties) => ({ $id: name, type: 'object', required, properties });

export const schemas = [
	object('organization', ['id', 'name', 'description'], {
		id: uuid, name: text, alternate_name: text, description: text, email, website: uri, year_incorporated: number,
		legal_status: text, logo: uri, uri, parent_organization_id: uuid, contacts: list('contact'), phones: list('phone'),
		locations: list('location'), services: list('service'), ...always,
	}),
	object('service', ['id', 'name', 'status'], {
		id: uuid, organization_id: uuid, program_id: uuid, name: text, alternate_name: text, description: text, url: uri,
		email, status: one('active', 'inactive', 'defunct', 'temporarily closed'), interpretation_services: text,
		application_process: text, fees_description: text, accreditations: text, eligibility_description: text,
		minimum_age: number, maximum_age: number, assured_date: date, assurer_email: email, alert: text,
		last_modified: { type: 'string', format: 'date-time' }, phones: list('phone'), schedules: list('schedule'),
		service_areas: list('service_area'), service_at_locations: list('service_at_location'),
		languages: list('language'), organization: ref('organization'), cost_options: list('cost_option'),
		contacts: list('contact'), ...always,
	}),
	object('service_at_location', ['id'], {
		id: uuid, service_id: uuid, location_id: uuid, description: text, service_areas: list('service_area'),
		contacts: list('contact'), phones: list('phone'), schedules: list('schedule'), location: ref('location'), ...always,
	}),
	object('location', ['id', 'location_type'], {
		id: uuid, location_type: one('physical', 'postal', 'virtual'), url: uri, organization_id: uuid, name: text,
		alternate_name: text, description: text, transportation: text, latitude: number, longitude: number,
		external_identifier: text, external_identifier_type: text, languages: list('language'),
		addresses: list('address'), contacts: list('contact'), phones: list('phone'), schedules: list('schedule'), ...always,
	}),
	object('address', ['id', 'address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type'], {
		id: uuid, location_id: uuid, attention: text, address_1: text, address_2: text, city: text, region: text,
		state_province: text, postal_code: text, country: { type: 'string', pattern: '^[A-Z]{2}$' },
		address_type: one('physical', 'postal', 'virtual'), ...always,
	}),
	object('phone', ['id', 'number'], {
		id: uuid, location_id: uuid, service_id: uuid, organization_id: uuid, contact_id: uuid,
		service_at_location_id: uuid, number: text, extension: number, type: text, description: text,
		languages: list('language'), ...always,
	}),
	object('contact', ['id'], {
		id: uuid, organization_id: uuid, service_id: uuid, service_at_location_id: uuid, location_id: uuid, name: text,
		title: text, department: text, email, phones: list('phone'), ...always,
	}),
	object('schedule', ['id'], {
		id: uuid, service_id: uuid, location_id: uuid, service_at_location_id: uuid, valid_from: date, valid_to: date,
		dtstart: date, timezone: number, until: date, count: number,
		wkst: one('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), freq: one('WEEKLY', 'MONTHLY'), interval: number, byday: text,
		byweekno: text, bymonthday: text, byyearday: text, description: text, opens_at: time, closes_at: time,
		schedule_link: uri, attending_type: text, notes: text, ...always,
	}),
	object('service_area', ['id'], {
		id: uuid, service_id: uuid, service_at_location_id: uuid, name: text, description: text, extent: text,
		extent_type: one('geojson', 'topojson', 'kml', 'text'), uri, ...always,
	}),
	object('language', ['id'], {
		id: uuid, service_id: uuid, location_id: uuid, phone_id: uuid, name: text, code: text, note: text, ...always,
	}),
	object('cost_option', ['id'], {
		id: uuid, service_id: uuid, valid_from: date, valid_to: date, option: text,
		currency: { type: 'string', pattern: '^[A-Za-z]{3}$' }, amount: number, amount_description: text, ...always,
	}),
	object('attribute', ['id'], {
		id: uuid, link_id: uuid, taxonomy_term_id: uuid, link_type: text, link_entity: text, value: text, label: text,
		taxonomy_term: ref('taxonomy_term'), metadata: list('metadata'),
	}),
	object('taxonomy', ['id', 'name', 'description'], {
		id: uuid, name: text, description: text, uri, version: text, metadata: list('metadata'),
	}),
	object('taxonomy_term', ['id', 'name', 'description'], {
		id: uuid, code: text, name: text, description: text, parent_id: uuid, taxonomy: text,
		taxonomy_detail: ref('taxonomy'), language: text, taxonomy_id: uuid, term_uri: uri, metadata: list('metadata'),
	}),
	object('metadata', ['id'], { id: uuid }),
	object('api', ['version', 'profile', 'openapi_url'], { version: text, profile: uri, openapi_url: uri }),
	object('page', ['total_items', 'total_pages', 'page_number', 'size', 'first_page', 'last_page', 'empty', 'contents'], {
		total_items: { type: 'integer', minimum: 0 }, total_pages: { type: 'integer', minimum: 0 },
		page_number: { type: 'integer', minimum: 1 }, size: { type: 'integer', minimum: 0 }, first_page: boolean,
		last_page: boolean, empty: boolean, contents: { type: 'array' },
	}),
	object('problem', ['type', 'title', 'status', 'detail'], {
		type: text, title: text, status: { type: 'integer' }, detail: text,
	}),
];

// Lists of the API hold what there is one of: no arrays.
const many = new Set(['contacts', 'phones', 'locations', 'schedules', 'service_areas', 'service_at_locations',
	'languages', 'cost_options', 'attributes', 'metadata']);
for (const name of ['organization', 'service', 'service_at_location']) {
	const full = schemas.find((s) => s.$id === name);
	const properties = Object.fromEntries(Object.entries(full.properties).map(([k, v]) => [k, many.has(k) ? false : v]));
	schemas.push({ ...full, $id: `${name}_brief`, properties });
}
