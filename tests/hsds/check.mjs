#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Reads lines of JSON, {"schema": NAME, "name": WHAT, "value": ...}; prints a line for each that is not as HSDS says.
// "page:NAME" is a page whose contents are NAMEs. Ends with 1 when there was one.
import { createInterface } from 'node:readline';
import Ajv from '../browser/node_modules/ajv/dist/2020.js';
import formats from '../browser/node_modules/ajv-formats/dist/index.js';
import { schemas } from './schemas.mjs';

const ajv = new Ajv.default({ schemas, allErrors: true, strict: true });
formats.default(ajv);

let wrong = 0;
function check(schema, name, value) {
	const valid = ajv.getSchema(schema);
	if (valid === undefined) throw new Error(`no schema ${schema}`);
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
process.exitCode = wrong > 0 ? 1 : 0;
