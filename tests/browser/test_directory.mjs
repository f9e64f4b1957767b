#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Looking for help with and without JavaScript, and an editor who keeps the list, each page looked at by axe.
import { Nabij, result, totp } from './lib/nabij.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const ways = [
	{ language: 'nl', width: 320, colorScheme: 'dark', scripts: false },
	{ language: 'en', width: 1280, colorScheme: 'light' },
];

/* How far the number of what was found stands from the top of the screen, and what is in the way below. */
function place(page) {
	return page.evaluate(() => {
		const box = document.querySelector('#found').getBoundingClientRect();
		const bar = document.querySelector('.always').getBoundingClientRect();
		const end = bar.top > box.top ? bar.top : innerHeight;
		return { top: box.top, seen: box.top >= 0 && box.bottom <= end, here: document.activeElement.id };
	});
}

/* What was found is seen without scrolling, whatever was asked. */
async function findAtOnce(visitor, name) {
	const { page } = visitor;
	const more = () => page.locator('details.more').evaluate((d) => d.open);
	await page.setViewportSize({ width: visitor.width, height: 640 });
	await visitor.go(`/${visitor.language}/directory`);
	const before = await place(page);
	result(before.seen && !await more(), `${name}: without a choice the list begins on the first screen`, before);
	await page.selectOption('#f-offence', 'fraud');
	await page.locator('main form button').click();
	await page.waitForURL(/offence=fraud/);
	const after = await place(page);
	result(after.seen && after.top < 200 && after.here === 'found' && !await more(),
		`${name}: a choice leads to what was found`, after);
	await page.locator('details.more summary').click();
	await page.fill('#f-age', 'oud');
	await page.locator('main form button').click();
	await page.waitForURL(/age=oud/);
	const wrong = await page.locator('#found + .wrong a').evaluate((a) => a.getBoundingClientRect().bottom);
	const seen = (await place(page)).seen && wrong < 640 && await more();
	result(seen, `${name}: and says there what was not understood`);
	await page.locator('#found + .wrong a').click();
	result(await page.locator('#f-age').evaluate((e) => e === document.activeElement && e.checkVisibility()),
		`${name}: which leads to the field`);
	await page.setViewportSize({ width: visitor.width, height: 800 });
}

async function look(browser, nabij, way) {
	const name = Object.values(way).join(', ');
	const visitor = await Visitor.open(browser, nabij, { name, ...way });
	const { page } = visitor;
	await findAtOnce(visitor, name);
	await visitor.go(`/${way.language}/directory`);
	await page.selectOption('#f-offence', 'sexual-abuse');
	await page.locator('details.more summary').click();
	await page.selectOption('#f-need', 'medical');
	await page.fill('#f-place', 'Utrecht');
	await page.fill('#f-age', '25');
	await page.locator('main form button').click();
	await page.locator('#found').waitFor();
	await visitor.look();
	const first = await page.locator('.card').first().innerText();
	result(/Centrum Seksueel Geweld|Sexual Assault Centre/.test(first), `${name}: what fits best is first`, first);
	result(await page.inputValue('#f-age') === '25', `${name}: what was asked for stays in the form`);
	await page.locator('.card a').first().click();
	await page.locator('h1').waitFor();
	await visitor.look();
	const call = await page.locator('main a[href^="tel:"]').first().getAttribute('href');
	result(call === 'tel:08000188', `${name}: a number to call`, call);
	await visitor.go(`/${way.language}/directory?age=veel`);
	result(await page.locator('#f-age-error').isVisible(), `${name}: an age that is none is named there`);
	await visitor.go(`/${way.language}/directory?page=2`);
	await visitor.end();
}

async function signIn(visitor, account) {
	const { page } = visitor;
	await page.goto('/nl/sign-in');
	await page.fill('#f-email', account.email);
	await page.fill('#f-password', account.password);
	await page.fill('#f-code', totp(account.totp_secret));
	await page.locator('main form button').click();
	await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

async function edit(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'editor', width: 1280 });
	const { page } = visitor;
	await signIn(visitor, nabij.demo.accounts.find((a) => a.role === 'editor'));
	await visitor.go('/nl/entries');
	await visitor.go('/nl/entries/import');
	await visitor.go('/nl/entries/organisation');
	await page.fill('#f-name', 'Met de hand');
	await page.fill('#f-description', 'Zelf gemaakt.');
	await page.locator('form:has(#f-name) button').click();
	await page.waitForURL(/organisation\/\w{26}$/);
	await visitor.look();
	await page.locator('a[href$="/service"]').click();
	await page.locator('#f-min_age').waitFor();
	await page.fill('#f-name', 'Dienst');
	await page.fill('#f-min_age', 'jong');
	await page.locator('form:has(#f-name) button').click();
	await page.locator('#errors').waitFor();
	await visitor.look();
	result(await page.inputValue('#f-min_age') === 'jong', 'editor: what was typed stays');
	await page.fill('#f-description', 'Doet iets.');
	await page.fill('#f-min_age', '12');
	await page.locator('form:has(#f-name) button').click();
	await page.waitForURL(/entries\/service\/\w{26}$/);
	await visitor.look();
	await visitor.end();
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	for (const way of ways) await look(browser, nabij, way);
	await edit(browser, nabij);
} finally {
	await browser.close();
	await nabij.stop();
}
