#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Every public page by itself, in both languages, narrow and wide, light and dark.
import { Nabij, result } from './lib/nabij.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const pages = ['', '/contact', '/contact/sent', '/callback', '/callback/sent', '/register', '/register/sent',
	'/safety', '/privacy', '/accessibility', '/contact-hours', '/guide/burglary', '/guide/fraud', '/guide/general',
	'/code', '/welcome/nothing', '/welcome/ended', '/demo/outbox', '/there/is/none', '/sign-in'];
// each value of one thing meets each value of the others
const ways = [
	{ language: 'nl', width: 320, colorScheme: 'dark' },
	{ language: 'en', width: 1280, colorScheme: 'dark' },
	{ language: 'en', width: 320, colorScheme: 'light' },
	{ language: 'nl', width: 1280, colorScheme: 'light' },
];
const forms = ['/contact', '/callback', '/register', '/code', '/welcome/nothing'];

async function visit(browser, nabij, way) {
	const name = Object.values(way).join(', ');
	const visitor = await Visitor.open(browser, nabij, { name, ...way });
	for (const path of pages) await visitor.go(`/${way.language}${path}`);
	for (const path of forms) {
		await visitor.page.goto(`/${way.language}${path}`);
		await visitor.page.locator('main form button').click();
		await visitor.page.locator('#errors').waitFor();
		await visitor.look();
		const title = await visitor.page.title();
		const focus = await visitor.page.evaluate(() => document.activeElement.id);
		result(focus === 'errors' && /^(Fout|Error)/.test(title),
			`${name}: what is wrong is read first, ${path}`, title);
	}
	await visitor.end();
}

async function media(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'forced colours and paper' });
	for (const path of ['', '/guide/burglary', '/contact', '/safety']) {
		await visitor.page.emulateMedia({ forcedColors: 'active' });
		await visitor.go(`/nl${path}`);
		await visitor.page.emulateMedia({ forcedColors: 'none', media: 'print' });
		const toPress = await visitor.page.locator('.leave').isVisible();
		result(!toPress && await visitor.page.locator('h1').isVisible(),
			`on paper there is the text and nothing to press, /nl${path}`);
		await visitor.page.emulateMedia({ media: 'screen' });
	}
	await visitor.end();
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	for (const way of ways) await visit(browser, nabij, way);
	await media(browser, nabij);
} finally {
	await browser.close();
	await nabij.stop();
}
