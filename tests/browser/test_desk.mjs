#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// The desk with the keyboard alone: finding somebody, taking them on, a task, a colleague who says for what, an
// emergency of another team, the privacy officer who looks at it, a client with a task, an administrator who invites.
import { Nabij, result } from './lib/nabij.mjs';
import { openBrowser } from './lib/visitor.mjs';
import { Hands } from './lib/hands.mjs';

const ways = [
	{ language: 'nl', width: 320, scripts: true, surname: 'Bureaua', found: 'N. Bureaua' },
	{ language: 'en', width: 1280, scripts: true, surname: 'Bureaub', found: 'N. Bureaub' },
	{ language: 'nl', width: 1280, scripts: false, surname: 'Bureauc', found: 'N. Bureauc' },
];
const shots = process.env.NABIJ_SHOTS;

async function shot(visitor, name) {
	if (!shots) return;
	await visitor.page.screenshot({ path: `${shots}/desk-${name}-${visitor.width}.png`, fullPage: true });
}

async function open(browser, nabij, way, who) {
	const account = nabij.demo.accounts.find((a) => a.email.startsWith(`${who}@`));
	const name = `${who}, ${way.language}, ${way.width}, ${way.scripts ? 'with' : 'without'} scripts`;
	const visitor = await Hands.open(browser, nabij, { ...way, name });
	await visitor.signIn(account);
	return visitor;
}

async function find(worker, way) {
	await worker.go(`/${way.language}/work`);
	await worker.skip();
	await worker.press('a[href$="/work/find"]');
	await worker.skip();
	await worker.press('main form button');
	result(await worker.page.locator('#errors').count() === 1, `${worker.name}: an empty search says what misses`);
	await shot(worker, 'find-empty');
	await worker.skip();
	await worker.type('surname', way.surname);
	await worker.typeDate('birth', 4, 5, 1987);
	await worker.press('main form button');
	result((await worker.text()).includes(way.found), `${worker.name}: finds somebody by name and birth date`);
	await shot(worker, 'found');
	await worker.skip();
	await worker.press('main li a[href*="/work/client/"]');
	return worker.path;
}

async function take(worker, dossier) {
	await worker.skip();
	await worker.choose('account', await worker.page.locator('input[name=account]:checked').inputValue());
	await worker.press('form[action$="/assign"] button');
	await worker.go(dossier);
	const text = await worker.text();
	result(/Lou Prins|Sam de Wit/.test(text), `${worker.name}: somebody looks after them`);
}

async function note(worker, way, dossier) {
	await worker.go(dossier);
	await worker.skip();
	await worker.press('form[action$="/task"] button');
	result(await worker.page.locator('#errors').count() === 1, `${worker.name}: a task without words comes back`);
	await worker.skip();
	await worker.type('task', 'Bonnen bewaren');
	await worker.choose('whose', 'client');
	await worker.typeDate('due', 1, 3, 2027);
	await worker.press('form[action$="/task"] button');
	result((await worker.text()).includes('Bonnen bewaren'), `${worker.name}: a task stands there`);
	await shot(worker, 'dossier');
	await worker.skip();
	await worker.press('form[action$="/done"] button');
	result(!(await worker.text()).includes('Bonnen bewaren'), `${worker.name}: and is done`);
}

/* Of the two who could have it, the one who has it not is asked for what. */
async function purpose(worker, colleague, dossier) {
	const asked = [];
	for (const visitor of [worker, colleague]) {
		await visitor.go(dossier);
		if (!visitor.path.endsWith('/open')) continue;
		asked.push(visitor);
		await shot(visitor, 'open');
		await visitor.skip();
		await visitor.choose('purpose', 'question');
		await visitor.press('main form button');
		result(visitor.path === dossier, `${visitor.name}: says for what, and it opens`, visitor.path);
		await visitor.go(`/${visitor.language}/work/mine`);
	}
	result(asked.length === 1, 'one of two is asked', asked.length);
	const mine = asked[0] === worker ? colleague : worker;
	await mine.go(`/${mine.language}/work/mine`);
	result(await mine.page.locator('tbody tr').count() > 0, `${mine.name}: has a caseload`);
	await shot(mine, 'mine');
}

/* A task for the client who has an account: on their own page, and off it when it is done. */
async function share(browser, nabij, worker, way) {
	const task = `Bel ${way.surname}`;
	await worker.go(`/${way.language}/work`);
	await worker.go(await worker.page.locator('a', { hasText: 'N. Voorbeeld' }).first().getAttribute('href'));
	await worker.skip();
	await worker.type('task', task);
	await worker.choose('whose', 'client');
	await worker.typeDate('due', 1, 3, 2027);
	await worker.press('form[action$="/task"] button');
	const client = await open(browser, nabij, way, 'client');
	await client.go(`/${way.language}/reports`);
	result((await client.text()).includes(task), `${client.name}: sees their task`);
	await shot(client, 'reports');
	await client.skip();
	await client.press('form[action$="/done"] button');
	result(!(await client.text()).includes(task), `${client.name}: and has done it`);
	await client.end();
}

async function emergency(other, way, number) {
	await other.go(`/${way.language}/work/emergency`);
	await other.skip();
	await other.type('number', number);
	await other.type('reason', 'spoed');
	await other.press('main form button');
	result(await other.page.locator('#errors').count() === 1, `${other.name}: a word is no reason`);
	await shot(other, 'emergency');
	await other.skip();
	await other.type('reason', 'Zij belt nu en kan niet wachten.');
	await other.press('main form button');
	result(await other.page.locator('.wrong').count() === 1, `${other.name}: it opens, and says so`, other.path);
	await shot(other, 'emergency-open');
}

async function records(privacy, way, number) {
	await privacy.go(`/${way.language}/records`);
	await shot(privacy, 'records');
	await privacy.skip();
	await privacy.type('number', number);
	await privacy.press('form.filters button');
	result(await privacy.page.locator('tbody .late').count() > 0, `${privacy.name}: emergencies stand out`);
	await privacy.go(`/${way.language}/records/emergencies`);
	await shot(privacy, 'emergencies');
	await privacy.skip();
	await privacy.press('form[action$="/seen"] button');
	result(await privacy.page.locator('form[action$="/seen"]').count() === 0, `${privacy.name}: has looked at it`);
}

async function invite(admin, way) {
	await admin.go(`/${way.language}/staff`);
	await shot(admin, 'staff');
	await admin.skip();
	await admin.press('a[href$="/staff/invite"]');
	await admin.skip();
	await admin.type('name', 'Nieuwe Collega');
	await admin.type('email', `collega-${way.surname}@example.org`);
	await admin.choose('lang', way.language);
	await admin.choose('role', 'support_worker');
	await admin.choose('team', await admin.page.locator('input[name=team]').first().inputValue());
	await admin.press('main form button');
	result((await admin.text()).includes('Nieuwe Collega'), `${admin.name}: invites somebody`, admin.path);
	for (const path of ['teams', 'events']) {
		await admin.go(`/${way.language}/staff/${path}`);
		await shot(admin, path);
	}
	await admin.go(`/${way.language}/staff`);
	await admin.skip();
	await admin.press('tbody a[href*="/staff/account/"]');
	await shot(admin, 'account');
}

async function join(browser, nabij, way) {
	const visitor = await Hands.open(browser, nabij, { ...way, name: `invited, ${way.language}, ${way.width}` });
	await visitor.go(await nabij.link(`collega-${way.surname}@`));
	await visitor.skip();
	await visitor.type('password', 'een zin van vier woorden');
	await visitor.type('password-again', 'een zin van vier woorden');
	await visitor.press('main form button');
	const squares = await visitor.page.locator('svg[role=img] rect').count();
	result(squares > 50, `${visitor.name}: a code to scan`, visitor.path);
	await shot(visitor, 'join');
	await visitor.end();
}

async function walk(browser, nabij, way) {
	const { nummer } = await nabij.register(way.surname, { persoon: { achternaam: way.surname } });
	const worker = await open(browser, nabij, way, 'worker');
	const dossier = await find(worker, way);
	await take(worker, dossier);
	await note(worker, way, dossier);
	const colleague = await open(browser, nabij, way, 'colleague');
	await purpose(worker, colleague, dossier);
	await share(browser, nabij, worker, way);
	await worker.end();
	await colleague.end();
	const other = await open(browser, nabij, way, 'other-worker');
	await emergency(other, way, nummer);
	await other.end();
	const privacy = await open(browser, nabij, way, 'privacy');
	await records(privacy, way, nummer);
	await privacy.end();
	const admin = await open(browser, nabij, way, 'administrator');
	await invite(admin, way);
	await admin.end();
	await join(browser, nabij, way);
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	for (const way of ways) await walk(browser, nabij, way);
} finally {
	await browser.close();
	await nabij.stop();
}
