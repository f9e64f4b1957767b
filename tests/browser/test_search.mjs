#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Searching in a browser: results, nothing found, danger on top; narrow and wide, light and dark, by keyboard and
// without scripts.
import { Nabij, result } from './lib/nabij.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const questions = ['inbraak', 'hulp&page=2', 'geweld&audience=helpers', 'ibnraak', 'zelfmoord', 'xyzzyplugh',
	'inbraak%20xyzzyplugh', '%3Cscript%3E', ''];
const ways = [
	{ language: 'nl', width: 320, colorScheme: 'dark' },
	{ language: 'nl', width: 1280, colorScheme: 'light' },
	{ language: 'en', width: 320, colorScheme: 'light' },
	{ language: 'nl', width: 320, colorScheme: 'light', scripts: true, forcedColors: 'active' },
];

/* The index is made by a timer after the start. */
async function untilFound(visitor) {
	for (;;) {
		await visitor.page.goto('/nl/search?q=inbraak');
		if (await visitor.page.locator('.found mark').count() > 0) return;
	}
}

async function visit(browser, nabij, way) {
	const visitor = await Visitor.open(browser, nabij, { name: Object.values(way).join(', '), ...way });
	for (const q of questions) await visitor.go(`/${way.language}/search?q=${q}`);
	await visitor.end();
}

async function byKeyboard(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'keyboard', width: 320 });
	const page = visitor.page;
	await page.goto('/nl');
	await page.locator('header a.seek').focus();
	await page.keyboard.press('Enter');
	await page.waitForURL('**/nl/search');
	await page.locator('#f-q').focus();
	await page.keyboard.type('inbraak');
	await page.keyboard.press('Enter');
	await page.locator('.found').waitFor();
	const asked = new URL(page.url()).searchParams.get('q');
	result(asked === 'inbraak', 'searching by keyboard, from the top of a page', asked);
	await page.locator('.found a').first().focus();
	await page.keyboard.press('Enter');
	await page.waitForURL('**/guide/burglary');
	result(true, 'and on to what was found');
	await visitor.end();
}

/* On a small phone the first thing that was found is seen at once, and whom it is for is behind one press. */
async function onSmallPhone(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'small phone', width: 320, scripts: false });
	const page = visitor.page;
	await page.setViewportSize({ width: 320, height: 640 });
	await page.goto('/nl/search?q=inbraak');
	const ends = (selector) => page.locator(selector).first().evaluate((e) => e.getBoundingClientRect().bottom);
	result(await ends('.found h2') < await ends('.always') - 74, 'what was found is on the first screen');
	await page.locator('.finder-for summary').click();
	await page.locator('.finder-for a[href*="audience=helpers"]').click();
	await page.waitForURL(/audience=helpers/);
	result(await page.locator('.finder-for [aria-current]').isVisible(), 'whom it is for is said');
	await visitor.end();
}

async function withoutScripts(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'without scripts', scripts: false });
	const page = visitor.page;
	await page.goto('/nl/search');
	await page.locator('#f-q').fill('ik wil dood');
	await page.locator('main form button').click();
	const first = page.locator('main section').first().locator('a[href="tel:113"]');
	result(await first.isVisible(), 'who writes of dying sees 113 before anything else');
	await visitor.end();
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	const first = await Visitor.open(browser, nabij, { name: 'first' });
	await untilFound(first);
	await first.end();
	for (const way of ways) await visit(browser, nabij, way);
	await byKeyboard(browser, nabij);
	await onSmallPhone(browser, nabij);
	await withoutScripts(browser, nabij);
} finally {
	await browser.close();
	await nabij.stop();
}
