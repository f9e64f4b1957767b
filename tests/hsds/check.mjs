#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Reads lines of JSON, {"schema": NAME, "name": WHAT, "value": ...}; prints a line for each that is not as HSDS says.
// "page:NAME" is a page whose contents are NAMEs. Ends with 1 when there was one.
//   check.mjs           by what schemas.mjs says of it
//   check.mjs FOLDER    by the standard's own schemas, which are in the folder; says how many values there were
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Ajv from '../browser/node_modules/ajv/dist/2020.js';
import formats from '../browser/node_modules/ajv-formats/dist/index.js';
import { schemas } from './schemas.mjs';

const folder = process.argv[2];
// The standard's files say for programs that make tables of them (Data Package) what is a date or a time.
const tables = {
	date: /^\d{4}-\d\d-\d\d$/,
	time: /^[0-2]\d:[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$/,
	datetime: /^\d{4}-\d\d-\d\dT/,
};

function standard() {
	const ajv = new Ajv.default({ allErrors: true, strict: false });
	ajv.addKeyword({ keyword: 'datapackage_type', type: 'string',
		compile: (type) => (value) => tables[type] === undefined || tables[type].test(value) });
	for (const file of readdirSync(folder).filter((f) => f.endsWith('.json') && f !== 'openapi.json'))
		ajv.addSchema(JSON.parse(readFileSync(`${folder}/${file}`)), file);
	const { paths, components } = JSON.parse(readFileSync(`${folder}/openapi.json`));
	ajv.addSchema(paths['/'].get.responses[200].content['application/json'].schema, 'api.json');
	ajv.addSchema(components.schemas.Page, 'page.json');
	return ajv;
}

const ajv = folder === undefined ? new Ajv.default({ schemas, allErrors: true, strict: true }) : standard();
formats.default(ajv);

let wrong = 0, checked = 0;
function check(schema, name, value) {
	// The standard has one schema for an object in a list and by itself, and none for problems.
	if (folder !== undefined && schema === 'problem') return;
	const valid = ajv.getSchema(folder === undefined ? schema : `${schema.replace('_brief', '')}.json`);
	if (valid === undefined) throw new Error(`no schema ${schema}`);
	checked++;
	if (valid(value)) return;
	wrong++;
	console.log(`${name}: ${valid.errors.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join('; ')}`);
}

for await (const line of createInterface({ input: process.stdin })) {
	const { schema, name, value } = JSON.parse(line);
	const [outer, inner] = schema.split(':');
	check(outer, name, value);
	if (inner !== undefined) value.contents.forEach((one, i) => check(inner, `${name} contents ${i}`, one));
}
if (folder !== undefined) console.log(`${checked} values`);
process.exitCode = wrong > 0 ? 1 : 0;
