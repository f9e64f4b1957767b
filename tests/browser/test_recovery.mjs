#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Back in without password, app and codes, as people see it: a client who stops it, and one who comes back with it.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { Nabij, result, totp } from './lib/nabij.mjs';

const MINUTE = 60000;
const clock = join(process.env.NABIJ_TEMP, 'recovery-clock');
let later = 0;

async function on(minutes) {
	later += minutes * MINUTE;
	writeFileSync(`${clock}.new`, String(later));
	renameSync(`${clock}.new`, clock);
	await pause(50); // the program looks at the file again after 10 ms
}

const shots = process.env.NABIJ_SHOTS;

async function shot(visitor, name) {
	if (!shots) return;
	await visitor.page.screenshot({ path: `${shots}/recovery-${name}-${visitor.width}.png`, fullPage: true });
}

const press = async (visitor, what) => {
	const before = visitor.page.waitForEvent('load');
	await visitor.page.locator(what).first().click();
	await before;
	await visitor.look();
};

async function fill(visitor, values) {
	for (const [name, value] of Object.entries(values)) await visitor.page.locator(`[name="${name}"]`).fill(value);
}

/* A minute later each time: no code is the same twice. */
async function signIn(browser, nabij, who, way) {
	const visitor = await Visitor.open(browser, nabij, { name: who, ...way });
	const account = nabij.demo.accounts.find((a) => a.email.startsWith(`${who}@`));
	await on(1);
	await visitor.go(`/${visitor.language}/sign-in`);
	await fill(visitor, { email: account.email, password: account.password,
		code: totp(account.totp_secret, Date.now() + later) });
	await press(visitor, 'main form button');
	return visitor;
}

/* The page of the recovery; a colleague says for what first. */
async function desk(visitor, dossier) {
	await visitor.go(`${dossier}/recovery`);
	if (!visitor.path.endsWith('/open')) return;
	await visitor.page.locator('input[value=question]').check();
	await press(visitor, 'main form button');
	await visitor.go(`${dossier}/recovery`);
}

async function start(browser, nabij, way) {
	const worker = await signIn(browser, nabij, 'worker', way);
	await worker.go(`/${way.language}/work`);
	const dossier = await worker.page.locator('a', { hasText: 'N. Voorbeeld' }).first().getAttribute('href');
	await worker.go(dossier);
	await press(worker, 'a[href$="/recovery"]');
	await press(worker, 'form[action$="/recovery"] button');
	await shot(worker, 'start');
	result(await worker.page.locator('[aria-invalid]').count() > 0, `${way.width}: an empty start is pointed at`);
	await fill(worker, { reason: 'telefoon weg' });
	await worker.page.locator('input[value=met]').check();
	await press(worker, 'form[action$="/recovery"] button');
	const waits = await worker.page.locator('form[action$="/withdraw"]').count();
	result(waits === 1, `${way.width}: it waits for a colleague`);
	await worker.end();
	return dossier;
}

async function stop(browser, nabij, way) {
	await start(browser, nabij, way);
	const client = await signIn(browser, nabij, 'client', way);
	await client.go(`/${way.language}/mijn`);
	await shot(client, 'mijn');
	await client.go(`/${way.language}/mijn/recovery`);
	await shot(client, 'own');
	await press(client, 'form[action$="/recovery/stop"] button');
	const left = await client.page.locator('main form').count();
	result(left === 0, `${way.width}: the client stopped it`, await client.text());
	for (const page of ['/sign-in/lost', '/account/recover']) {
		await client.go(`/${way.language}${page}`);
		await shot(client, page.split('/')[2]);
	}
	await client.end();
}

async function approve(browser, nabij, way, dossier) {
	const colleague = await signIn(browser, nabij, 'colleague', way);
	await colleague.go(`/${way.language}/work/recoveries`);
	result(await colleague.page.locator('tbody tr').count() === 1, `${way.width}: it stands in the list`);
	await shot(colleague, 'list');
	await desk(colleague, dossier);
	await shot(colleague, 'decide');
	await colleague.page.locator('input[value=yes]').check();
	await fill(colleague, { answer: 'gesproken' });
	await press(colleague, 'form[action$="/decide"] button');
	await colleague.end();
}

async function code(browser, nabij, way, dossier) {
	await on(49 * 60);
	const worker = await signIn(browser, nabij, 'worker', way);
	await desk(worker, dossier);
	await press(worker, 'form[action$="/code"] button');
	await shot(worker, 'code');
	const text = await worker.page.locator('.number').innerText();
	await worker.end();
	return text;
}

async function comeBack(browser, nabij, way, secret) {
	const client = await Visitor.open(browser, nabij, { name: 'back in', ...way });
	await client.go(`/${way.language}/sign-in`);
	await press(client, 'a[href$="/sign-in/lost"]');
	await press(client, 'a[href$="/account/recover"]');
	await press(client, 'main form button');
	result(await client.page.locator('[aria-invalid]').count() > 0, `${way.width}: an empty code is pointed at`);
	await fill(client, { code: secret, 'birth-day': '17', 'birth-month': '5', 'birth-year': '1984' });
	await press(client, 'main form button');
	await fill(client, { email: 'weer@example.org', password: 'wolk lamp trein zee',
		'password-again': 'wolk lamp trein zee' });
	await press(client, 'main form button');
	const app = (await client.page.locator('.number').innerText()).replaceAll(' ', '');
	await fill(client, { code: totp(app, Date.now() + later) });
	await press(client, 'main form button');
	result(await client.page.locator('.number').count() === 10, `${way.width}: in, with ten new codes`);
	await client.go(`/${way.language}/mijn`);
	await client.end();
}

const options = JSON.parse(readFileSync(join(process.env.NABIJ_BUILD, 'meson-info/intro-buildoptions.json'), 'utf8'));
if (!options.find((o) => o.name === 'test_clock')?.value) process.exit(0);
writeFileSync(clock, '0');
process.env.NABIJ_CLOCK = clock;
const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	await stop(browser, nabij, { width: 320, language: 'nl' });
	const way = { width: 1280, language: 'en' };
	const dossier = await start(browser, nabij, way);
	await approve(browser, nabij, way, dossier);
	await comeBack(browser, nabij, { ...way, scripts: false }, await code(browser, nabij, way, dossier));
} finally {
	await browser.close();
	await nabij.stop();
}
