#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// The whole story with the keyboard alone: the police register somebody, a mail comes, wishes are said, questions are
// answered, a call is asked for; a worker reads it and calls; an analyst sees figures.
import { Nabij, result, soon } from './lib/nabij.mjs';
import { openBrowser } from './lib/visitor.mjs';
import { Hands } from './lib/hands.mjs';

// each value of one thing meets each value of the others
const ways = [
	{ language: 'nl', width: 320, scripts: true },
	{ language: 'en', width: 1280, scripts: true },
	{ language: 'en', width: 320, scripts: false },
	{ language: 'nl', width: 1280, scripts: false },
];
const guides = ['burglary', 'fraud', 'general', 'burglary'];

async function openLink(visitor, link) {
	await visitor.go(link);
	await visitor.skip();
	await visitor.typeDate('birth', 4, 5, 1987);
	await visitor.press('main form button');
	result(visitor.path === `/${visitor.language}/welcome` && (await visitor.heading()).includes('Noor'),
		`${visitor.name}: the link and a birth date open the message`, visitor.path);
}

async function sayWishes(visitor) {
	await visitor.skip();
	await visitor.press('a[href$="/welcome/contact"]');
	await visitor.skip();
	await visitor.choose('wish', 'call');
	await visitor.type('phone', '06 8765 4321');
	await visitor.tick('hours', 'evening');
	await visitor.type('remarks', 'Niet op dinsdag');
	await visitor.press('main form button');
	result(await visitor.page.locator('.next strong').count() === 1, `${visitor.name}: the wish stands there`);
}

async function answerGuide(visitor, name, nth) {
	await visitor.walk(nth);
	await visitor.skip();
	await visitor.press('main form[action$="/finish"] button');
	result(visitor.path.endsWith(`/guide/${name}/result`) && await visitor.page.locator('.outcome').count() > 0,
		`${visitor.name}: ${name} ends with advice`, visitor.path);
}

async function askForCall(visitor) {
	await visitor.skip();
	await visitor.press('.warm a[href*="/callback"]');
	await visitor.skip();
	const filled = await visitor.page.locator('[name=phone]').inputValue();
	await visitor.press('main form button');
	result(filled !== '' && visitor.path.endsWith('/welcome'),
		`${visitor.name}: a call is asked for on the way out, with what we know already`, visitor.path, filled);
}

/* A code made here opens the same answers in another browser. */
async function resumeElsewhere(browser, visitor, guide, way) {
	await visitor.go(`/${visitor.language}/guide/${guide}/keep`);
	await visitor.skip();
	await visitor.press('main form button');
	const code = await visitor.page.locator('.code').innerText();
	const other = await Hands.open(browser, visitor.nabij, { ...way, name: `${visitor.name}, elsewhere` });
	await other.go(`/${visitor.language}/code`);
	await other.skip();
	await other.type('code', code.toLowerCase().replaceAll('-', ' '));
	await other.press('main form button');
	await other.go(`/${visitor.language}/guide/${guide}/check`);
	result(other.path.endsWith('/check') && await other.page.locator('dl.answers dt').count() > 0,
		`${visitor.name}: the code opens the answers elsewhere`, other.path);
	await other.end();
}

async function person(browser, nabij, way, i) {
	const name = `${way.language}, ${way.width}, ${way.scripts ? 'with' : 'without'} scripts`;
	const visitor = await Hands.open(browser, nabij, { ...way, name });
	visitor.surname = `Verhaal${'abcd'[i]}`;
	await nabij.register(`verhaal-${i}`, { taal: way.language, persoon: { achternaam: visitor.surname } });
	await openLink(visitor, await nabij.link(`verhaal-${i}@`));
	await sayWishes(visitor);
	await visitor.skip();
	await visitor.press('a[href$="/guide/welcome"], a[href*="/guide/welcome?"]');
	await answerGuide(visitor, 'welcome', i);
	await visitor.go(`/${way.language}/guide/${guides[i]}`);
	await answerGuide(visitor, guides[i], i);
	await askForCall(visitor);
	await resumeElsewhere(browser, visitor, guides[i], way);
	await visitor.end();
	return visitor.surname;
}

async function work(browser, nabij, way, account, surname) {
	const name = `worker, ${way.language}, ${way.width}, ${way.scripts ? 'with' : 'without'} scripts`;
	const worker = await Hands.open(browser, nabij, { ...way, name });
	await worker.signIn(account);
	result(worker.path === `/${way.language}/work`, `${name}: signs in`, worker.path, await worker.text());
	await worker.skip();
	const row = worker.page.locator('tr', { hasText: surname });
	await worker.press(`a[href="${await row.first().locator('a').getAttribute('href')}"]`);
	const dossier = worker.path;
	const text = await worker.text();
	result((await worker.heading()).includes(surname) && /06 8765 4321[^]*Niet op dinsdag/.test(text),
		`${name}: the dossier with the wishes`, text);
	const answers = await worker.page.locator('section[aria-labelledby=intake] dt').count();
	result(answers > 3, `${name}: and with the answers`, answers);
	await worker.skip();
	await worker.choose('channel', 'phone');
	await worker.choose('result', 'not_reached');
	await worker.press('form[action$="/attempt"] button');
	if (await worker.page.locator('[name=outside]').count()) {
		await worker.skip();
		await worker.tick('outside', 'yes');
		await worker.type('reason', 'Vroeg er zelf om');
		await worker.press('form[action$="/attempt"] button');
	}
	await worker.go(dossier);
	const noted = await worker.page.locator('section[aria-labelledby=contacts] tbody tr').count();
	result(noted === 1, `${name}: an attempt noted`, noted);
	await callBack(worker, surname);
	await worker.press('header form button');
	await worker.page.goto(dossier);
	result(worker.path.endsWith('/sign-in'), `${name}: signed out, nothing is shown`, worker.path);
	await worker.end();
}

/* The call that was asked for, with the wishes and again on the way out: one. */
async function callBack(worker, surname) {
	const list = `/${worker.language}/work?kind=callback`;
	const row = worker.page.locator('tr', { hasText: surname });
	await worker.go(list);
	const asked = await row.count();
	for (let i = 0; i < asked; i++) {
		await worker.skip();
		await worker.press(`a[href="${await row.first().locator('a').getAttribute('href')}"]`);
		await worker.skip();
		await worker.press('form[action$="/callback-done"] button');
		await worker.go(list);
	}
	result(asked === 1 && await row.count() === 0, `${worker.name}: the call-backs are done`, asked);
}

async function figures(browser, nabij, way, account) {
	const name = `analyst, ${way.language}, ${way.width}`;
	const analyst = await Hands.open(browser, nabij, { ...way, name });
	await analyst.signIn(account);
	await soon('figures', async () => {
		await analyst.page.goto(`/${way.language}/figures?period=year`);
		return await analyst.page.locator('table').count() > 0;
	});
	await analyst.look();
	const text = await analyst.text();
	result(!/Verhaal|Noor/.test(text) && /\d/.test(text), `${name}: figures, and never a person`, text);
	await analyst.end();
}

const nabij = await Nabij.start();
const browser = await openBrowser();
const { accounts } = nabij.demo;
const [worker, analyst] = ['worker@', 'analyst@'].map((who) => accounts.find((a) => a.email.startsWith(who)));
try {
	for (const [i, way] of ways.entries()) {
		const surname = await person(browser, nabij, way, i);
		await work(browser, nabij, way, worker, surname);
	}
	await figures(browser, nabij, ways[0], analyst);
	await figures(browser, nabij, ways[1], analyst);
} finally {
	await browser.close();
	await nabij.stop();
}
