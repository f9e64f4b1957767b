#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// The pages of one's own account, as people see them: on a phone and on a desk, with and without scripts.
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { Nabij, result, soon, totp } from './lib/nabij.mjs';

const press = async (visitor, what) => {
	await visitor.page.locator(what).first().click();
	await visitor.page.waitForLoadState();
	await visitor.look();
};

/* A code works once: each way through takes the account of somebody else. */
async function signIn(browser, nabij, who, way) {
	const visitor = await Visitor.open(browser, nabij, { name: who, ...way });
	const account = nabij.demo.accounts.find((a) => a.email.startsWith(`${who}@`));
	await visitor.go(`/${visitor.language}/sign-in?with=paper`);
	await visitor.go(`/${visitor.language}/sign-in`);
	await visitor.page.locator('[name=email]').fill(account.email);
	await visitor.page.locator('[name=password]').fill(account.password);
	await visitor.page.locator('[name=code]').fill(totp(account.totp_secret));
	await visitor.page.locator('main form button').click();
	await soon('signed in', () => !visitor.path.includes('/sign-in'));
	return visitor;
}

async function checkOwn(browser, nabij, who, way) {
	const visitor = await signIn(browser, nabij, who, way);
	const at = (page) => `/${visitor.language}/account${page}`;
	for (const page of ['', '/password', '/passkeys', '/sessions', '/codes', '/app']) await visitor.go(at(page));
	await press(visitor, 'main form button');
	result(await visitor.page.locator('svg rect').count() > 100, `${who}: a square to scan`);
	const secret = (await visitor.page.locator('.number').innerText()).replaceAll(' ', '');
	await visitor.page.locator('[name=code]').fill(totp(secret));
	await press(visitor, 'main form button');
	result(visitor.path === at('?done=app'), `${who}: another app`, visitor.path);
	await visitor.go(at('/codes'));
	await press(visitor, 'main form button');
	result(await visitor.page.locator('.number').count() === 10, `${who}: ten codes`);
	await visitor.go(at('/password'));
	await press(visitor, 'main form button');
	result(await visitor.page.locator('[aria-invalid]').count() > 0, `${who}: an empty password is pointed at`);
	await visitor.end();
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	await checkOwn(browser, nabij, 'client', { width: 320 });
	await checkOwn(browser, nabij, 'worker', { width: 1280, language: 'en' });
	await checkOwn(browser, nabij, 'editor', { width: 640, scripts: false });
} finally {
	await browser.close();
	await nabij.stop();
}
