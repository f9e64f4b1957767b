#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Help on the page of somebody else: it works there, and gives that page nothing.
import { createServer } from 'node:http';
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { Nabij, result, soon } from './lib/nabij.mjs';

/* A page of somebody else, on another origin, with the line of code that ours gives. */
function otherSite(code) {
	return new Promise((resolve) => {
		const server = createServer((request, answer) => {
			answer.setHeader('Content-Type', 'text/html; charset=utf-8');
			answer.end(`<!DOCTYPE html><html lang="nl"><title>Ander</title><h1>Huis</h1>${code}</html>`);
		}).listen(0, '127.0.0.1', () => resolve(server));
	});
}

async function codes(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'share page' });
	await visitor.go('/nl/share/helpers/checklist-fraud');
	const found = await visitor.page.locator('textarea').evaluateAll((all) => all.map((area) => area.value));
	await visitor.end();
	return found;
}

/* Runs in the page of the other site: everything it may try. */
async function grab() {
	const frame = document.querySelector('iframe');
	const tries = {
		document: () => frame.contentDocument && frame.contentDocument.body.textContent,
		window: () => frame.contentWindow.document.title,
		storage: () => frame.contentWindow.localStorage.length,
		cookies: () => frame.contentWindow.document.cookie,
		address: () => frame.contentWindow.location.href,
		scripting: () => frame.contentWindow.eval('1'),
	};
	const got = [];
	for (const [name, attempt] of Object.entries(tries)) {
		try {
			if (attempt()) got.push(name);
		} catch { /* refused */ }
	}
	const read = await fetch(frame.src, { credentials: 'include' }).then((answer) => answer.text(), () => '');
	if (read) got.push('fetch');
	return got;
}

async function checkFrame(browser, nabij, name, code) {
	const server = await otherSite(code);
	const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': '198.51.100.7' } });
	const page = await context.newPage();
	await page.goto(`http://localhost:${server.address().port}/`);
	const frame = await soon('the frame', () => page.frames().find((f) => f.url().includes('/nl/embed/')));
	await frame.waitForLoadState();
	await soon('ticks', () => frame.locator('.tick input').count());
	await frame.locator('.tick input').first().check();
	const progress = await frame.locator('[data-ticks-progress]').innerText();
	result(/^1 /.test(progress), `${name}: a list to tick`, progress);
	const got = await page.evaluate(grab);
	result(got.length === 0, `${name}: the page around it gets nothing`, got);
	result((await context.cookies()).length === 0, `${name}: no cookie`);
	const opened = context.waitForEvent('page');
	await frame.locator('.embed-foot a').click();
	const own = await opened;
	await own.waitForLoadState();
	const there = `${nabij.url}/nl/helpers/checklist-fraud?via=embed`;
	result(own.url().startsWith(there), `${name}: reads on on our site`, own.url());
	await frame.locator('a.leave').click();
	await soon('the other site is left', () => !page.url().startsWith(`http://localhost:${server.address().port}`));
	result(true, `${name}: leaves the whole page`);
	await context.close();
	server.close();
}

/* What is not made for it stays empty in a frame. */
async function checkRefused(browser, nabij) {
	const server = await otherSite(`<iframe src="${nabij.url}/nl/contact"></iframe>`);
	const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': '198.51.100.8' } });
	const page = await context.newPage();
	await page.goto(`http://localhost:${server.address().port}/`);
	await page.waitForLoadState('networkidle');
	const shown = await Promise.all(page.frames().slice(1).map((f) => f.locator('form').count().catch(() => 0)));
	result(shown.every((count) => count === 0), 'a form of ours does not show in a frame', shown);
	await context.close();
	server.close();
}

async function checkLooks(browser, nabij) {
	const pages = [['/nl/embed/helpers/checklist-fraud', 320], ['/en/embed/victims/burglary', 640],
		['/nl/embed/guide/fraud', 320], ['/nl/share/victims/burglary', 320],
		['/en/share/victims/stalking', 1280]];
	for (const [path, width] of pages) {
		const visitor = await Visitor.open(browser, nabij, { name: `${path}, ${width}`, width });
		await visitor.go(path);
		await visitor.end();
	}
}

const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	const [script, frame] = await codes(browser, nabij);
	await checkFrame(browser, nabij, 'one line', script);
	await checkFrame(browser, nabij, 'a frame', frame);
	await checkRefused(browser, nabij);
	await checkLooks(browser, nabij);
} finally {
	await browser.close();
	await nabij.stop();
}
