#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Every step of every guide in both languages, looked at once: how wide, light or dark, and with which contrast follows
// from the hash of its address. In full mode every step in every way. Walks take turns between the languages; each
// step is looked at in the other one too, on the way.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Nabij, result } from './lib/nabij.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const AT_ONCE = 3;
const full = process.env.NABIJ_MODE === 'full';
const ways = [];
for (const width of [320, 1280])
	for (const colorScheme of ['light', 'dark'])
		for (const contrast of ['no-preference', 'more'])
			ways.push({ width, colorScheme, contrast });

function waysOf(path) {
	const n = createHash('sha256').update(path).digest()[0];
	return full ? ways : [ways[n % ways.length]];
}

/* The page as it stands, in the ways that are its own. */
async function lookOnce(visitor, seen) {
	const path = visitor.path.split('?')[0];
	if (seen.has(path)) return;
	seen.add(path);
	for (const { width, ...media } of waysOf(path)) {
		visitor.width = width;
		await visitor.page.setViewportSize({ width, height: 800 });
		await visitor.page.emulateMedia(media);
		await visitor.look();
	}
}

const other = { nl: 'en', en: 'nl' };
const inOther = (path) => path.replace(/^\/(nl|en)/, (_, language) => `/${other[language]}`);

/* The page in both languages; it ends on the one where it stood. */
async function lookAt(visitor, seen) {
	const { path } = visitor;
	await lookOnce(visitor, seen);
	if (seen.has(inOther(path).split('?')[0])) return;
	await visitor.page.goto(inOther(path));
	await lookOnce(visitor, seen);
	await visitor.page.goto(path);
}

async function press(visitor, selector) {
	const arrived = visitor.page.waitForEvent('load');
	await visitor.page.locator(selector).first().click();
	await arrived;
}

async function answer(visitor, values) {
	const closed = visitor.page.locator('main input[name=answer]:is([type=radio], [type=checkbox])');
	if (await closed.count()) {
		for (const value of values)
			await visitor.page.locator(`main input[name=answer][value="${value}"]`).check();
	} else if (await visitor.page.locator('[name=answer-day]').count()) {
		const [year, month, day] = (values[0] ?? '--').split('-');
		for (const [part, text] of Object.entries({ year, month, day }))
			await visitor.page.locator(`[name=answer-${part}]`).fill(text);
	} else await visitor.page.locator('[name=answer]').fill(values[0] ?? '');
	await press(visitor, 'main form button[type=submit]');
}

async function walk(visitor, language, guide, answers, seen) {
	await visitor.page.goto(`/${language}/guide/${guide}`);
	await lookAt(visitor, seen);
	const anew = visitor.page.locator('main form[action$="/begin"] button');
	if (await anew.count()) await press(visitor, 'main form[action$="/begin"] button');
	else await press(visitor, 'main .send a');
	while (visitor.path.includes('/step/')) {
		await lookAt(visitor, seen);
		const step = visitor.path.split('/step/')[1].split('?')[0];
		if (await visitor.page.locator('main form').count()) await answer(visitor, answers[step] ?? []);
		else await press(visitor, 'main .send a');
	}
	await lookAt(visitor, seen);
	await press(visitor, 'main form[action$="/finish"] button');
	const at = visitor.path;
	await lookAt(visitor, seen);
	return at;
}

/* What stands behind the result: a code, a mail to oneself and its link. */
async function takeAlong(visitor, guide, seen) {
	for (const language of ['nl', 'en']) {
		await visitor.page.goto(`/${language}/guide/${guide}/keep`);
		await lookOnce(visitor, seen);
		await visitor.page.goto(`/${language}/keepsake?page=/guide/${guide}/result`);
		await lookOnce(visitor, seen);
		await press(visitor, 'main form button[type=submit]');
		const told = await visitor.page.locator('#errors').count();
		result(told === 1, `${guide}, ${language}: a mail needs an address`);
		await visitor.page.locator('[name=email]').fill('iemand@example.org');
		await press(visitor, 'main form button[type=submit]');
		await visitor.look();
		await visitor.page.goto(`/${language}/keepsake/${'0'.repeat(32)}`);
		await visitor.look();
	}
}

/* The picture of points can be seen without colours, and on paper. */
async function checkPicture(visitor) {
	const shown = async (media) => {
		await visitor.page.emulateMedia(media);
		return visitor.page.locator('.bar-part').evaluateAll((bars) => bars.map((bar) => {
			const [part, whole] = [bar, bar.previousElementSibling].map((e) => getComputedStyle(e).fill);
			return part !== whole && bar.getBoundingClientRect().height > 5;
		}));
	};
	const paper = { forcedColors: 'none', media: 'print' };
	for (const media of [{ forcedColors: 'active' }, paper, { media: 'screen' }]) {
		const bars = await shown(media);
		result(bars.length > 0 && bars.every(Boolean), `points can be seen: ${JSON.stringify(media)}`, bars);
	}
}

async function goThrough(browser, nabij, guide, sets) {
	const visitor = await Visitor.open(browser, nabij, { name: guide });
	const seen = new Set();
	for (const [i, answers] of sets.entries()) {
		const language = i % 2 ? 'en' : 'nl';
		const at = await walk(visitor, language, guide, answers, seen);
		result(at === `/${language}/guide/${guide}/result`, `${guide}, ${language}: ends with a result`, at);
	}
	if (guide === 'quickscan') await checkPicture(visitor);
	if (['quickscan', 'referral'].includes(guide)) await takeAlong(visitor, guide, seen);
	await visitor.end();
}

const program = join(process.env.NABIJ_SOURCE, 'tests/lib/guide_ways.py');
const found = Object.entries(JSON.parse(execFileSync('python3', [program])));
const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	const tasks = found.sort((a, b) => a[1].length - b[1].length); // the longest first
	const work = async () => {
		for (let task = tasks.pop(); task; task = tasks.pop()) await goThrough(browser, nabij, ...task);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
	await browser.close();
	await nabij.stop();
}
