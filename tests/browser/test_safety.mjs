#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// What people do with browsers: leave at once, press twice, go back, open two tabs, reload, close and come again.
import { Nabij, result, soon, totp } from './lib/nabij.mjs';
import { openNeutral } from './lib/neutral.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

async function press(visitor, selector) {
	const arrived = visitor.page.waitForEvent('load');
	await visitor.page.locator(selector).click();
	await arrived;
	return visitor.look();
}

/* A page that was kept in memory comes back without loading. */
async function back(visitor) {
	await visitor.page.goBack({ waitUntil: 'commit' });
	await soon('a whole page', () => visitor.page.evaluate(() => document.readyState === 'complete'));
}

function typedIn(visitor) {
	return visitor.page.locator('textarea').evaluateAll((all) => all.map((area) => area.value));
}

/* To the first question of a guide. */
async function begin(visitor, guide = 'burglary') {
	await visitor.go(`/nl/guide/${guide}`);
	do await press(visitor, 'main .send a'); while (!await visitor.page.locator('main form').count());
	return visitor.path;
}

/* The same with a draft: it was answered before. */
async function begun(visitor) {
	const question = await begin(visitor);
	await answer(visitor, 'afraid');
	await visitor.go(question);
	return question;
}

async function answer(visitor, value) {
	await visitor.page.locator(`input[name=answer][value="${value}"]`).check();
	await press(visitor, 'main form button');
}

async function openWelcome(visitor, nabij, ownId) {
	await nabij.register(ownId);
	await visitor.go(await nabij.link(`${ownId}@`));
	for (const [part, n] of [['day', '4'], ['month', '5'], ['year', '1987']])
		await visitor.page.locator(`[name=birth-${part}]`).fill(n);
	await press(visitor, 'main form button');
}

// ---- quick exit ----

async function leaveWith(visitor, neutral, how) {
	const left = visitor.page.waitForURL(`https://${neutral.host}/**`);
	await how();
	await left;
}

async function checkExit(browser, nabij, neutral, name, scripts, how) {
	const visitor = await Visitor.open(browser, nabij, { name, scripts });
	visitor.mayLeave = true;
	await openWelcome(visitor, nabij, `weg-${name.replaceAll(' ', '-')}`);
	await begin(visitor);
	await answer(visitor, 'inside');
	await visitor.go('/nl/contact');
	await visitor.page.locator('[name=text]').fill('Dit typte ik');
	await visitor.go('/nl/welcome');
	await press(visitor, 'a[href$="/welcome/contact"]');
	const before = (await visitor.context.cookies()).map((cookie) => cookie.name).sort().join();
	result(before === '__Host-draft,__Host-visit', `${name}: there was something to lose`, before);
	await leaveWith(visitor, neutral, () => how(visitor.page));
	const after = await visitor.context.cookies(nabij.url);
	result(after.length === 0, `${name}: on a neutral site, and no cookie is left`, after);
	const shown = [];
	for (let i = 0; i < 4; i++) {
		await back(visitor);
		shown.push(visitor.path, await visitor.page.locator('body').innerText(), ...await typedIn(visitor));
	}
	result(!/Noor|Ga naar een veilige plek|Wat wil je het liefst|Dit typte ik/.test(shown.join()),
		`${name}: Back shows nothing of it`, ...shown);
	await visitor.page.goto('/nl/guide/burglary');
	const begun = await visitor.page.locator('main form[action$="/begin"]').count();
	result(begun === 0, `${name}: the draft is gone from here`);
	await visitor.page.goto('/nl/welcome');
	result(visitor.path === '/nl/welcome/ended', `${name}: the visit has ended`, visitor.path);
	await visitor.end();
}

async function shiftThrice(page) {
	for (let i = 0; i < 3; i++) await page.keyboard.press('Shift');
}

async function checkShiftWhileTyping(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'capitals' });
	await visitor.go('/nl/contact');
	await visitor.page.locator('[name=text]').focus();
	for (const letter of 'HULP') await visitor.page.keyboard.press(`Shift+${letter}`);
	result(await visitor.page.locator('[name=text]').inputValue() === 'HULP', 'capitals: typing them is no exit');
	await visitor.end();
}

// ---- forms ----

async function signedIn(browser, nabij) {
	const worker = await Visitor.open(browser, nabij, { name: 'worker' });
	const account = nabij.demo.accounts.find((a) => a.email.startsWith('worker@'));
	await worker.go('/nl/sign-in');
	await worker.page.locator('[name=email]').fill(account.email);
	await worker.page.locator('[name=password]').fill(account.password);
	await worker.page.locator('[name=code]').fill(totp(account.totp_secret));
	await press(worker, 'main form button');
	return worker;
}

/* A code works once, yet whoever presses twice comes in. */
async function checkSignInTwice(browser, nabij) {
	const worker = await Visitor.open(browser, nabij, { name: 'signs in twice', scripts: false });
	const account = nabij.demo.accounts.find((a) => a.email.startsWith('other-worker@'));
	await worker.go('/nl/sign-in');
	await worker.page.locator('[name=email]').fill(account.email);
	await worker.page.locator('[name=password]').fill(account.password);
	await worker.page.locator('[name=code]').fill(totp(account.totp_secret));
	await worker.page.locator('main form button').dblclick();
	await soon('the desk', () => worker.path === '/nl/work');
	await worker.page.waitForLoadState();
	await worker.look();
	result(worker.path === '/nl/work', 'sign-in pressed twice, without scripts: comes in', worker.path);
	await worker.end();
}

async function checkTwice(browser, nabij) {
	const texts = [];
	for (const scripts of [true, false]) {
		const name = scripts ? 'twice, with scripts' : 'twice, without scripts';
		const visitor = await Visitor.open(browser, nabij, { name, scripts });
		await visitor.go('/nl/contact');
		texts.push(`Bericht ${name}`);
		await visitor.page.locator('[name=text]').fill(texts.at(-1));
		await visitor.page.locator('main form button').dblclick();
		await visitor.page.waitForURL('**/contact/sent');
		await visitor.look();
		await back(visitor);
		const sent = visitor.page.waitForEvent('framenavigated');
		await visitor.page.locator('main form button').click();
		await sent;
		await visitor.end();
	}
	const worker = await signedIn(browser, nabij);
	await worker.go('/nl/work/messages');
	const shown = await worker.text();
	for (const text of texts) result(shown.split(text).length === 2, `one message: ${text}`, shown);
	await worker.end();
}

async function checkBackAndReload(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'back and reload' });
	const first = await begin(visitor);
	await answer(visitor, 'afraid');
	const second = visitor.path;
	await visitor.page.reload();
	const heading = await visitor.heading();
	result(visitor.path === second && heading !== '', 'a reload after an answer stays where one is', heading);
	await back(visitor);
	const chosen = await visitor.page.locator('input[value=afraid]:checked').count();
	result(visitor.path === first && chosen === 1,
		'Back shows the question with its answer', visitor.path);
	await answer(visitor, 'safe');
	await visitor.go(first);
	const counted = await visitor.page.locator('input:checked').inputValue();
	result(counted === 'safe', 'and the new answer counts', counted);
	await visitor.page.locator('input:checked').evaluate((input) => { input.checked = false; });
	await press(visitor, 'main form button');
	await visitor.page.reload();
	result(await visitor.page.locator('#errors').count() === 1, 'a reload of a refused answer says the same again');
	await visitor.end();
}

async function checkTabs(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'two tabs' });
	const question = await begun(visitor);
	const left = visitor.page;
	const right = await visitor.newPage();
	await visitor.go(question);
	visitor.page = left;
	await answer(visitor, 'safe');
	visitor.page = right;
	await answer(visitor, 'inside');
	result((await visitor.heading()).includes('veilige plek'), 'two tabs: each goes on from its own answer');
	visitor.page = left;
	await visitor.go(question);
	const counted = await visitor.page.locator('input:checked').inputValue();
	result(counted === 'inside', 'two tabs: the last answer stands', counted);
	await visitor.end();
}

/* Closes the browser and comes back with what it keeps on disk: cookies that have a date. */
async function checkComingBack(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'before' });
	await begin(visitor);
	await answer(visitor, 'safe');
	const place = visitor.path;
	const state = await visitor.context.storageState();
	await visitor.end();
	const kept = state.cookies.filter((cookie) => cookie.expires > 0);
	const sound = (cookie) => cookie.httpOnly && cookie.secure && cookie.sameSite === 'Lax';
	result(kept.length === 1 && kept.every(sound), 'one cookie outlives the browser', state.cookies);
	const storageState = { cookies: kept, origins: [] };
	const again = await Visitor.open(browser, nabij, { name: 'after', storageState });
	await again.go('/nl/guide/burglary');
	await press(again, '.next a');
	result(again.path === place, 'after closing the browser one goes on where one was', again.path, place);
	await again.end();
}

// ---- pages that one hopes not to see ----

async function checkKept(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'ended meanwhile' });
	await openWelcome(visitor, nabij, 'intussen');
	const left = visitor.page;
	await visitor.newPage();
	await visitor.go('/nl/welcome/contact');
	await visitor.page.locator('input[name=wish][value=online]').check();
	await visitor.page.locator('[name=remarks]').fill('Niet op dinsdag');
	const right = visitor.page;
	visitor.page = left;
	await press(visitor, 'form[action$="/welcome/end"] button');
	visitor.page = right;
	await press(visitor, 'main form button');
	const typed = await typedIn(visitor);
	result(typed.includes('Niet op dinsdag'), 'ended meanwhile: what was typed is still there', typed);
	await visitor.end();
}

async function checkRefused(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'refused' });
	const statuses = [];
	visitor.page.on('response', (response) => statuses.push(response.status()));
	await begun(visitor);
	await visitor.page.locator('main [name=csrf]').evaluate((input) => { input.value = 'other'; });
	await visitor.page.locator('input[name=answer]').first().check();
	await press(visitor, 'main form button');
	for (const size of [1 << 19, 6 << 20]) {
		await visitor.go('/nl/contact');
		await visitor.page.locator('[name=text]').evaluate((area, n) => { area.value = 'a'.repeat(n); }, size);
		await press(visitor, 'main form button');
	}
	for (let i = 0; i < 40 && !statuses.includes(429); i++) {
		await visitor.page.goto('/nl/code');
		await visitor.page.locator('[name=code]').fill('0000-0000-0000');
		await press(visitor, 'main form button');
	}
	for (const status of [413, 422, 429]) result(statuses.includes(status), `refused with ${status}`, statuses);
	await visitor.end();
}

const nabij = await Nabij.start();
const headers = { 'X-Forwarded-For': '192.0.2.200' };
const exit = await fetch(`${nabij.url}/exit`, { redirect: 'manual', headers });
const neutral = await openNeutral(new URL(exit.headers.get('location')).host);
const browser = await openBrowser(neutral);
try {
	const pressLink = (page) => page.locator('.leave').click();
	await checkExit(browser, nabij, neutral, 'exit without scripts', false, pressLink);
	await checkExit(browser, nabij, neutral, 'exit with scripts', true, pressLink);
	await checkExit(browser, nabij, neutral, 'three times Shift', true, shiftThrice);
	await checkShiftWhileTyping(browser, nabij);
	await checkSignInTwice(browser, nabij);
	await checkTwice(browser, nabij);
	await checkBackAndReload(browser, nabij);
	await checkTabs(browser, nabij);
	await checkComingBack(browser, nabij);
	await checkKept(browser, nabij);
	await checkRefused(browser, nabij);
} finally {
	await browser.close();
	neutral.close();
	await nabij.stop();
}
