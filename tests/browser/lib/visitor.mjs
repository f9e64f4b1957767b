// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Somebody at a browser of their own: one context, one page, an address that nobody else has. Everything that
// must be true of any page is looked at on the way; `end` says what was found.
import { chromium } from 'playwright-core';
import { accessibility, shape, source } from './look.mjs';
import { result } from './nabij.mjs';

const options = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync'];

/* A browser that reaches this machine and nothing else; `neutral` maps a host to a port here. */
export function openBrowser(neutral) {
	const known = neutral ? [`MAP ${neutral.host}:443 127.0.0.1:${neutral.port}`] : [];
	const rules = [...known, 'MAP * ~NOTFOUND', 'EXCLUDE localhost'];
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: [...options, `--host-resolver-rules=${rules.join(',')}`],
		ignoreDefaultArgs: ['--disable-back-forward-cache'],
	});
}

let visitors = 0;
const seen = new Set();

export class Visitor {
	static async open(browser, nabij, way = {}) {
		const { name = 'visitor', width = 1280, language = 'nl', scripts = true, ...more } = way;
		const visitor = Object.assign(new Visitor(), { nabij, name, language, scripts, width });
		Object.assign(visitor, { found: [], sources: new Map() });
		visitors++;
		visitor.context = await browser.newContext({
			baseURL: nabij.url, viewport: { width, height: 800 }, javaScriptEnabled: scripts, ignoreHTTPSErrors: true,
			reducedMotion: 'reduce', // a colour on its way to another has no contrast to speak of
			extraHTTPHeaders: { 'X-Forwarded-For': `10.1.${visitors >> 8}.${visitors & 255}` }, ...more,
		});
		visitor.context.setDefaultTimeout(30000);
		await visitor.newPage();
		return visitor;
	}

	async newPage() {
		const page = await this.context.newPage();
		page.on('request', (request) => {
			const own = request.url().startsWith(`${this.nabij.url}/`);
			if (!own && !this.mayLeave) this.found.push(`asked for ${request.url()}`);
		});
		page.on('console', (message) => {
			// the browser says so itself when a page is an error page
			if (message.type() === 'error' && !/Failed to load resource: the server responded/.test(message.text()))
				this.found.push(`console: ${message.text()}`);
		});
		page.on('pageerror', (error) => this.found.push(`script: ${error.message}`));
		page.on('response', (response) => {
			if (response.request().isNavigationRequest() && response.status() < 300 || response.status() >= 400)
				this.sources.set(response.url().split('#')[0], response.text().catch(() => ''));
		});
		this.page = page;
		return page;
	}

	get path() {
		const url = new URL(this.page.url());
		return url.pathname + url.search;
	}

	async go(path) {
		await this.page.goto(path);
		return this.look();
	}

	/* Looks at the page as it stands; what looks the same to axe and html-validate is looked at once. */
	async look() {
		const where = `${this.path} (${this.language}, ${this.width})`;
		const say = (list) => this.found.push(...list.map((text) => `${where}: ${text}`));
		say(await shape(this.page));
		const kind = await this.page.evaluate(() => [location.pathname.replace(/\w{20,}/, ''), document.title, innerWidth,
			document.querySelectorAll('*').length, matchMedia('(prefers-color-scheme: dark)').matches].join());
		if (seen.has(kind)) return this;
		seen.add(kind);
		const text = await this.sources.get(this.page.url().split('#')[0]);
		if (text) say(await source(text));
		if (this.scripts) say(await accessibility(this.page));
		return this;
	}

	text() {
		return this.page.locator('main').innerText();
	}

	heading() {
		return this.page.locator('h1').innerText();
	}

	async end() {
		await this.context.close();
		result(this.found.length === 0, `${this.name}: every page is sound`, [...new Set(this.found)].join('\n'));
	}
}
