#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// What only the client opens, as people see it: on a phone without scripts the whole way, on a desk with them.
import { Nabij, result, soon, totp } from './lib/nabij.mjs';
import { focus } from './lib/look.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const phrase = 'tulp regen fietsbel';
const pictures = process.env.NABIJ_PICTURES;

async function picture(visitor, name) {
	const path = `${pictures}/${visitor.width}-${name}.png`;
	if (pictures) await visitor.page.screenshot({ path, fullPage: true });
}

async function press(visitor, selector) {
	const arrived = visitor.page.waitForEvent('load');
	await visitor.page.locator(selector).first().click();
	await arrived;
	if (visitor.scripts) visitor.found.push(...await focus(visitor.page));
	return visitor.look();
}

/* Each code works once: the next visitor takes the one of a step later. */
let step = 0;
async function signIn(visitor, nabij) {
	const account = nabij.demo.accounts.find(({ role }) => role === 'client');
	await visitor.go(`/${visitor.language}/sign-in`);
	await visitor.page.locator('[name=email]').fill(account.email);
	await visitor.page.locator('[name=password]').fill(account.password);
	step = Math.max(Math.floor(Date.now() / 30000), step + 1);
	await soon('the time of the next code', () => step <= Math.floor(Date.now() / 30000) + 1);
	await visitor.page.locator('[name=code]').fill(totp(account.totp_secret, step * 30000));
	await press(visitor, 'main form button');
}

async function pointsAt(visitor, what) {
	const wrong = await visitor.page.locator('[aria-invalid]').count();
	result(wrong > 0, `${visitor.name}: ${what} is pointed at`);
}

async function begin(visitor) {
	await press(visitor, 'main a[href$="/mijn/private"]');
	await picture(visitor, 'intro');
	await press(visitor, 'main a[href$="/private/new"]');
	await visitor.page.locator('[name=password]').fill('kort');
	await press(visitor, 'main form button');
	await pointsAt(visitor, 'a short passphrase');
	await visitor.page.locator('[name=password]').fill(phrase);
	await visitor.page.locator('[name=password-again]').fill(phrase);
	await picture(visitor, 'new');
	await press(visitor, 'main form button');
	const codes = await visitor.page.locator('main .number').allInnerTexts();
	result(codes.length === 3, `${visitor.name}: the recovery key in three lines`, codes);
	await picture(visitor, 'paper');
	await visitor.page.emulateMedia({ media: 'print' });
	const printed = await visitor.page.locator('main .number').first().isVisible();
	const buttons = await visitor.page.locator('main button:visible').count();
	result(printed && buttons === 0, `${visitor.name}: printed, the key is there and no button`, printed, buttons);
	await picture(visitor, 'paper-print');
	await visitor.page.emulateMedia({ media: 'screen' });
	await visitor.page.locator('[name=end]').fill(codes[2].slice(-4).toLowerCase());
	await press(visitor, 'form[action$="/confirm"] button');
	result(visitor.path.endsWith('/mijn/private?done=ready'), `${visitor.name}: it is ready`, visitor.path);
}

async function writes(visitor, text) {
	await visitor.go(`/${visitor.language}/mijn/private`);
	await picture(visitor, 'list');
	await press(visitor, 'main a[href$="/private/write"]');
	await visitor.page.locator('[name=title]').fill('Maandag');
	await visitor.page.locator('[name=text]').fill(text);
	await picture(visitor, 'write');
	await press(visitor, 'form[action$="/write"] button');
	result((await visitor.text()).includes(text), `${visitor.name}: a note is written`, await visitor.text());
	await picture(visitor, 'note');
}

/* It closes in another window while somebody types: nothing is lost. */
async function closesWhileTyping(visitor) {
	await visitor.go(`/${visitor.language}/mijn/private/write`);
	await visitor.page.locator('[name=text]').fill('half af\ntweede regel');
	const typing = visitor.page;
	const other = await visitor.newPage();
	await other.goto(`/${visitor.language}/mijn/private`);
	const closed = other.waitForEvent('load');
	await other.locator('form[action$="/close"] button').click();
	await closed;
	await other.close();
	visitor.page = typing;
	await press(visitor, 'form[action$="/write"] button');
	await picture(visitor, 'kept');
	await visitor.page.locator('[name=password]').fill(phrase);
	await press(visitor, 'form[action$="/open"] button');
	const words = await visitor.text();
	const whole = words.includes('half af') && words.includes('tweede regel');
	result(whole, `${visitor.name}: what was typed is saved`, words);
}

async function lookAround(visitor) {
	for (const page of ['/passphrase', '/recover', '/delete']) {
		await visitor.go(`/${visitor.language}/mijn/private${page}`);
		await picture(visitor, page.slice(1));
	}
	await visitor.go(`/${visitor.language}/mijn/private`);
	await press(visitor, 'main .found a');
	await press(visitor, 'main a[href$="/remove"]');
	await picture(visitor, 'remove');
	await visitor.go(`/${visitor.language}/mijn/private`);
	await press(visitor, 'form[action$="/close"] button');
	await visitor.go(`/${visitor.language}/mijn/private`);
	await picture(visitor, 'closed');
	await visitor.page.locator('[name=password]').fill('niet de zin');
	await press(visitor, 'form[action$="/open"] button');
	await pointsAt(visitor, 'another passphrase');
	await visitor.page.locator('[name=password]').fill(phrase);
	await press(visitor, 'form[action$="/open"] button');
	result(await visitor.page.locator('main .found a').count() > 0, `${visitor.name}: and the right one opens it`);
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	const phone = await Visitor.open(browser, nabij, { name: 'phone', width: 320, scripts: false });
	await signIn(phone, nabij);
	await begin(phone);
	await writes(phone, 'wat niemand hoeft te weten');
	await closesWhileTyping(phone);
	await lookAround(phone);
	await phone.end();
	const desk = await Visitor.open(browser, nabij, { name: 'desk', language: 'en', colorScheme: 'dark' });
	await signIn(desk, nabij);
	await desk.go('/en/mijn/private');
	await desk.page.locator('[name=password]').fill(phrase);
	await press(desk, 'form[action$="/open"] button');
	await writes(desk, 'something of my own');
	await desk.go('/en/mijn/private/delete');
	await desk.go('/en/mijn/private');
	await desk.page.locator('main details summary').click();
	await press(desk, 'form[action$="/private/paper"] button');
	result(await desk.page.locator('main .number').count() === 3, 'desk: another recovery key');
	await picture(desk, 'paper');
	await desk.end();
} finally {
	await browser.close();
	await nabij.stop();
}
