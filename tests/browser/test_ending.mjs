#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// A session that is about to end by itself: the page asks in time, lets people stay, asks nothing of who is typing,
// and says so when it is over. The time of the browser is the test's; the server's own is tests/scenario/test_account.
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { Nabij, result, soon, totp } from './lib/nabij.mjs';

const answered = (visitor) => visitor.page.waitForResponse((answer) => answer.url().endsWith('/sign-in/stay'));
const open = (visitor, when) => visitor.page.locator(`dialog[data-when=${when}]`).isVisible();
const none = async (visitor) => await visitor.page.locator('dialog[open]').count() === 0;
const pass = (visitor, minutes) => visitor.page.clock.fastForward(minutes * 60000);
const until = (when, visitor) => soon(`the message ${when}`, () => open(visitor, when));

async function signIn(browser, nabij, way) {
	const visitor = await Visitor.open(browser, nabij, way);
	await visitor.page.clock.install();
	const account = nabij.demo.accounts.find((a) => a.email.startsWith('worker@'));
	await visitor.go('/nl/sign-in');
	await visitor.page.locator('[name=email]').fill(account.email);
	await visitor.page.locator('[name=password]').fill(account.password);
	await visitor.page.locator('[name=code]').fill(totp(account.totp_secret));
	await visitor.page.locator('main form button').click();
	await soon('signed in', () => !visitor.path.includes('/sign-in'));
	return visitor;
}

async function checkStaying(visitor) {
	await visitor.go('/nl/account/password');
	const field = visitor.page.locator('[name=password]');
	await pass(visitor, 20);
	await field.fill('tulp regen');
	result(await none(visitor), 'after twenty minutes nothing is asked');
	let answer = answered(visitor);
	await pass(visitor, 4.5);
	result((await answer).status() === 204 && await none(visitor), 'nor later of who is typing: they stay');
	await pass(visitor, 25);
	await until('soon', visitor);
	await visitor.look();
	const text = await visitor.page.locator('dialog[open]').innerText();
	result(text.includes('Ben je er nog?'), 'who sent and typed nothing is asked', text);
	answer = answered(visitor);
	await visitor.page.keyboard.press('Enter');
	result((await answer).status() === 204, 'one key, and they stay');
	await soon('no message', () => none(visitor));
	await pass(visitor, 23);
	result(await none(visitor), 'for as long again');
	answer = answered(visitor);
	await pass(visitor, 2);
	await until('soon', visitor);
	await visitor.page.keyboard.press('Escape');
	result((await answer).status() === 204, 'closing the question is an answer too');
	await soon('no message', () => none(visitor));
	result(await field.inputValue() === 'tulp regen', 'what was typed is still there');
}

/* Two tabs are one session. */
async function checkTabs(visitor) {
	await pass(visitor, 20);
	const other = await visitor.context.newPage();
	await other.goto('/nl/account');
	await other.close();
	await pass(visitor, 10);
	result(await none(visitor), 'a page in another tab counts');
}

async function checkOver(visitor) {
	await visitor.go('/nl/account/password');
	await pass(visitor, 26);
	await until('soon', visitor);
	await pass(visitor, 5);
	await until('over', visitor);
	await visitor.look();
	const text = await visitor.page.locator('dialog[open]').innerText();
	result(text.includes('Je bent uitgelogd'), 'it is over, and the page says so', text);
	await visitor.page.keyboard.press('Enter');
	result(await none(visitor), 'and can be read on');
	await visitor.go('/nl/account/password');
	await visitor.context.clearCookies();
	await pass(visitor, 26);
	await until('soon', visitor);
	await visitor.page.keyboard.press('Enter');
	await until('over', visitor);
	result(await open(visitor, 'over'), 'who cannot stay is told so');
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	const visitor = await signIn(browser, nabij, { name: 'a session that ends' });
	await checkStaying(visitor);
	await checkTabs(visitor);
	await checkOver(visitor);
	await visitor.end();
	const public_ = await Visitor.open(browser, nabij, { name: 'nobody in particular' });
	await public_.go('/nl/contact');
	result(await public_.page.locator('[data-ending]').count() === 0, 'who is not in is told nothing');
	await public_.end();
} finally {
	await browser.close();
	await nabij.stop();
}
