#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// A client's own environment in browsers: small and large, light and dark, with and without scripts, by keyboard.
import { Hands } from './lib/hands.mjs';
import { Nabij, result, soon, totp } from './lib/nabij.mjs';
import { focus } from './lib/look.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const ways = [
	{ language: 'nl', width: 320, colorScheme: 'dark', scripts: false },
	{ language: 'en', width: 1280, colorScheme: 'light', scripts: false },
	{ language: 'nl', width: 1280, colorScheme: 'dark' },
	{ language: 'en', width: 320, colorScheme: 'light' },
];
const checklist = 'victims/hacked-checklist';

async function press(visitor, selector) {
	const arrived = visitor.page.waitForEvent('load');
	await visitor.page.locator(selector).first().click();
	await arrived;
	return visitor.look();
}

/* Each code works once: the next visitor takes the one of a step later. */
let step = 0;
async function signIn(visitor, nabij, as = 'client', home = 'mijn') {
	const account = nabij.demo.accounts.find(({ role }) => role === as);
	await visitor.go(`/${visitor.language}/sign-in`);
	await visitor.page.locator('[name=email]').fill(account.email);
	await visitor.page.locator('[name=password]').fill(account.password);
	step = Math.max(Math.floor(Date.now() / 30000), step + 1);
	await soon('the time of the next code', () => step <= Math.floor(Date.now() / 30000) + 1);
	await visitor.page.locator('[name=code]').fill(totp(account.totp_secret, step * 30000));
	await press(visitor, 'main form button');
	const own = `/${visitor.language}/${home}`;
	result(visitor.path === own, `${visitor.name}: comes in at their own place`, visitor.path);
}

async function lookAround(visitor) {
	const pages = ['', '/contact', '/contact/change', '/records', '/consents', '/kept', '/data'];
	for (const page of pages) {
		await visitor.go(`/${visitor.language}/mijn${page}`);
		if (visitor.scripts) visitor.found.push(...await focus(visitor.page));
	}
}

async function choose(visitor) {
	await visitor.go(`/${visitor.language}/mijn/consents`);
	await press(visitor, 'form[action$="/evaluation/give"] button');
	const given = visitor.page.locator('form[action$="/evaluation/revoke"] button');
	result(await given.count() === 1, `${visitor.name}: a permission is given with one press`);
	await press(visitor, 'form[action$="/evaluation/revoke"] button');
	result(await given.count() === 0, `${visitor.name}: and taken back with one`);
}

/* Ticks of this browser go along when somebody sends them; without scripts there are none to send. */
async function sendTicks(visitor) {
	const send = visitor.page.locator('[data-keep-ticks] button');
	await visitor.go(`/${visitor.language}/mijn/kept`);
	result(!await send.isVisible(), `${visitor.name}: without ticks there is nothing to send`);
	if (!visitor.scripts) return;
	await visitor.page.evaluate((name) => localStorage.setItem(`ticks ${name}`, '["nothing-of-it"]'), checklist);
	await visitor.go(`/${visitor.language}/mijn/kept`);
	result(await send.isVisible(), `${visitor.name}: with ticks there is`);
	await press(visitor, '[data-keep-ticks] button');
	const kept = visitor.page.locator('main a[href*="/mijn/kept/"]');
	result(await kept.count() === 1, `${visitor.name}: and they are kept`, await visitor.text());
	await press(visitor, 'main a[href*="/mijn/kept/"]');
	await press(visitor, 'form[action$="/remove"] button');
	result(await kept.count() === 0, `${visitor.name}: until they are taken away`);
}

async function asks(visitor) {
	await visitor.go(`/${visitor.language}/mijn/records`);
	await press(visitor, 'main a[href$="/ask"]');
	await visitor.page.locator('[name=text]').fill('Waarom was dit?');
	await press(visitor, 'main form button');
	result((await visitor.text()).includes('Waarom was dit?'), `${visitor.name}: a question stands on the page`);
}

async function answers(visitor, nabij) {
	await signIn(visitor, nabij, 'privacy_officer', 'questions');
	await press(visitor, 'main a[href*="/questions/"]');
	await press(visitor, 'main form button');
	result(await visitor.page.locator('.wrong').count() > 0, `${visitor.name}: an answer without words comes back`);
	await visitor.page.locator('[name=text]').fill('De computer verstuurde een bericht.');
	await press(visitor, 'main form button');
	result(visitor.path.endsWith('/questions?answered=1'), `${visitor.name}: a question is answered`, visitor.path);
	await visitor.end();
}

async function byKeyboard(browser, nabij) {
	const hands = await Hands.open(browser, nabij, { name: 'by keyboard', width: 1280 });
	await signIn(hands, nabij);
	await hands.skip();
	await hands.press('main a[href$="/mijn/records"]');
	result(hands.path === '/nl/mijn/records', 'by keyboard: to who looked', hands.path);
	await hands.press('main .back a');
	await hands.skip();
	await hands.press('main a[href$="/mijn/consents"]');
	await hands.press('form[action$="/research/give"] button');
	result(hands.path === '/nl/mijn/consents', 'by keyboard: a permission is given', hands.path);
	await hands.end();
}

async function leavesNothing(visitor) {
	await visitor.go(`/${visitor.language}/mijn`);
	await press(visitor, 'form[action$="/sign-out"] button');
	await visitor.page.goBack();
	const words = await visitor.page.locator('body').innerText();
	const shown = /Van jou|Yours/.test(words);
	result(!shown, `${visitor.name}: signed out, the way back shows nothing`, words.slice(0, 300));
}

const nabij = await Nabij.start();
const browser = await openBrowser();
for (const way of ways) {
	const name = `${way.language}, ${way.width}, ${way.scripts === false ? 'no scripts' : 'scripts'}`;
	const visitor = await Visitor.open(browser, nabij, { ...way, name });
	await signIn(visitor, nabij);
	await lookAround(visitor);
	await choose(visitor);
	await sendTicks(visitor);
	await asks(visitor);
	await leavesNothing(visitor);
	await visitor.end();
}
for (const way of ways.slice(0, 2)) {
	const name = `privacy officer, ${way.language}, ${way.width}`;
	await answers(await Visitor.open(browser, nabij, { ...way, name }), nabij);
}
await byKeyboard(browser, nabij);
await browser.close();
await nabij.stop();
