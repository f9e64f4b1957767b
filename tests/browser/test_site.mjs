#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Everything that can be reached from the first page by links, in both languages: nothing is missing, nothing is
// broken, and each page is sound. What a page is looked at in (light, dark or forced colours, narrow or wide, with or
// without scripts) follows from its path; ./check --full looks at each in all of them. Then checklists, paper, films.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { focus } from './lib/look.mjs';
import { Nabij, result } from './lib/nabij.mjs';
import { openNeutral } from './lib/neutral.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const source = process.env.NABIJ_SOURCE ?? '.';
const full = process.env.NABIJ_MODE === 'full';
const AT_ONCE = 3;
const program = { 'X-Forwarded-For': '192.0.2.201' };

const schemes = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', forcedColors: 'active' }];
const ways = schemes.flatMap((scheme) => [320, 1280].map((width) => ({ ...scheme, width })));

// FNV-1a
const hash = (text) =>
	[...text].reduce((h, letter) => Math.imul(h ^ letter.codePointAt(0), 16777619) >>> 0, 2166136261);

function names(folder, ending, prefix = '') {
	return readdirSync(join(source, 'content', folder), { withFileTypes: true }).flatMap((entry) => {
		if (entry.isDirectory()) return names(join(folder, entry.name), ending, `${prefix}${entry.name}/`);
		return entry.name.endsWith(ending) ? [prefix + entry.name.slice(0, -ending.length)] : [];
	});
}

// ---- what leads where ----

const decode = (text) => text.replace(/&amp;/g, '&').replace(/&#x27;|&#39;/g, "'").replace(/&quot;/g, '"');

/* Every page that links lead to; what is wrong with them stands in `bad`. */
async function crawl(nabij, bad) {
	const found = new Map();
	const waiting = ['/'];
	while (waiting.length) {
		const path = waiting.pop();
		if (found.has(path)) continue;
		const headers = { ...program, 'Accept-Language': 'nl' };
		const answer = await fetch(nabij.url + path, { headers, redirect: 'manual' });
		const text = await answer.text();
		const isPage = /html/.test(answer.headers.get('content-type') ?? '');
		found.set(path, { status: answer.status, isPage });
		if (answer.status >= 400) bad.push(`${path}: ${answer.status}`);
		if (answer.headers.get('location')) waiting.push(answer.headers.get('location').replace(nabij.url, ''));
		if (answer.headers.get('set-cookie')) bad.push(`${path}: a cookie`);
		if (!isPage) continue;
		for (const [, link] of text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
			const url = new URL(decode(link), nabij.url + path);
			if (url.hash && url.pathname === path && !text.includes(`id="${url.hash.slice(1)}"`))
				bad.push(`${path}: nothing at ${url.hash}`);
			const own = url.origin === nabij.url && url.pathname !== '/exit';
			if (own) waiting.push(url.pathname + url.search);
		}
	}
	return found;
}

async function checkWays(nabij) {
	const bad = [];
	const found = await crawl(nabij, bad);
	result(bad.length === 0, `no link leads nowhere (${found.size} pages)`, bad.slice(0, 20).join('\n'));
	for (const language of ['nl', 'en']) {
		const articles = names(language, '.md')
			.map((name) => (name === 'home' ? `/${language}` : `/${language}/${name}`));
		const guides = names('guide', '.yaml').filter((name) => name !== 'welcome')
			.map((name) => `/${language}/guide/${name}`);
		const lost = [...articles, ...guides].filter((path) => found.get(path)?.status !== 200);
		result(lost.length === 0, `every article and guide is found by links, ${language}`, lost.join(' '));
	}
	// organisations, what is made of each article, and a page told from another side are many and made of the same
	// few parts: a few are enough
	const many = /\?|\/directory\/\w{26}|\/(share|embed|card|keepsake|mail)\b/;
	const chosen = (path) => full || !many.test(path) || hash(path) % 16 === 0;
	return [...found].filter(([path, { status, isPage }]) => status === 200 && isPage && chosen(path))
		.map(([path]) => path);
}

// ---- each page ----

async function lookAt(browser, nabij, way, paths) {
	const bare = way.scripts === false ? ', no scripts' : '';
	const name = `${way.width}, ${way.forcedColors ? 'forced colours' : way.colorScheme}${bare}`;
	const visitor = await Visitor.open(browser, nabij, { name, ...way });
	for (const path of paths) {
		await visitor.go(path);
		if (way.scripts === false) continue;
		visitor.found.push(...(await focus(visitor.page)).map((text) => `${path} (${way.width}): ${text}`));
	}
	const cookies = await visitor.context.cookies();
	if (cookies.length) visitor.found.push(`cookies: ${cookies.map((cookie) => cookie.name)}`);
	await visitor.end();
}

/* Axe needs scripts, so every page is seen with them; every second page without them too. */
async function checkPages(browser, nabij, paths) {
	const tasks = [];
	for (const [i, way] of ways.entries()) {
		const mine = full ? paths : paths.filter((path) => hash(path) % ways.length === i);
		const bare = full ? paths : paths.filter((path) => hash(`${path} bare`) % (2 * ways.length) === i);
		for (let at = 0; at < mine.length; at += 60) tasks.push([way, mine.slice(at, at + 60)]);
		if (bare.length) tasks.push([{ ...way, scripts: false }, bare]);
	}
	const work = async () => {
		for (let task = tasks.pop(); task; task = tasks.pop()) await lookAt(browser, nabij, ...task);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
}

// ---- lists to tick ----

const list = '/helpers/checklist-burglary';

async function checkTicks(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'ticks', width: 320 });
	const { page } = visitor;
	const progress = () => page.locator('[data-ticks-progress]').innerText();
	await visitor.go(`/nl${list}`);
	const all = await page.locator('.tick').count();
	result(await progress() === `0 van ${all} gedaan` && !await page.locator('[data-ticks-clear]').isVisible(),
		'a list begins without ticks', await progress());
	const places = () => page.locator('.tick').evaluateAll((items) => items.map((item) => item.offsetTop).join());
	const before = await places();
	for (const nth of [0, 2, all - 1]) await page.locator('.tick input').nth(nth).check();
	result(await places() === before, 'a tick moves nothing', before, await places());
	const beside = await page.locator('.tick').evaluateAll((items) => items.every((item) => {
		const middle = (e) => e.getBoundingClientRect().top + e.getBoundingClientRect().height / 2;
		return item.querySelector('h3').offsetHeight > 40
			|| Math.abs(middle(item.querySelector('input')) - middle(item.querySelector('h3'))) < 4;
	}));
	result(beside, 'a tick stands beside its words');
	await visitor.look();
	result(await progress() === `3 van ${all} gedaan`, 'progress in words', await progress());
	await page.locator('.tick input').nth(2).uncheck();
	result(await progress() === `2 van ${all} gedaan`, 'a tick can be taken back');
	await visitor.go(`/en${list}`);
	result(await progress() === `2 of ${all} done`, 'ticks are kept, and shared between the languages',
		await progress());
	await visitor.go('/nl/helpers/checklist-fraud');
	result(/^0 /.test(await progress()), 'another list has its own', await progress());
	await visitor.go(`/nl${list}`);
	await page.keyboard.press('Tab');
	await page.locator('.tick input').nth(1).focus();
	await page.keyboard.press(' ');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	result(/^3 /.test(await progress()) && await page.locator('.why').nth(1).getAttribute('open') !== null,
		'with the keyboard: tick it, read why');
	const named = await page.locator('.tick input').nth(1).evaluate((box) =>
		document.getElementById(box.getAttribute('aria-labelledby'))?.innerText);
	result(named === await page.locator('.tick h3').nth(1).innerText(), 'a tick says what it is for', named);
	await page.locator('[data-ticks-clear]').click();
	const kept = await page.evaluate(() => localStorage.length);
	result(/^0 /.test(await progress()) && kept === 0, 'ticks are cleared', kept);
	await visitor.end();
}

async function checkBare(browser, nabij) {
	const way = { name: 'a list without scripts', width: 320, scripts: false };
	const visitor = await Visitor.open(browser, nabij, way);
	await visitor.go(`/nl${list}`);
	const { page } = visitor;
	const dead = await page.locator('.ticks input, .ticks button, [role=status]').filter({ visible: true }).count();
	const first = page.locator('.why').first();
	await first.locator('summary').click();
	const opened = await first.locator('.why-text').isVisible();
	result(dead === 0 && opened && !await page.locator('.progress').isVisible(),
		'without scripts: a list that opens, and nothing dead', dead);
	await visitor.end();
}

async function checkExit(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'leaving a list' });
	visitor.mayLeave = true;
	await visitor.go(`/nl${list}`);
	await visitor.page.locator('.tick input').first().check();
	await visitor.page.locator('.leave').click();
	await visitor.page.waitForURL(/^https:/);
	await visitor.go(`/nl${list}`);
	const progress = await visitor.page.locator('[data-ticks-progress]').innerText();
	result(/^0 /.test(progress), 'quick exit wipes the ticks', progress);
	await visitor.end();
}

// ---- paper, films, the menu ----

async function checkPaper(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'paper' });
	const { page } = visitor;
	await visitor.go(`/nl${list}`);
	await page.emulateMedia({ media: 'print' });
	const shown = await page.locator('.why-text').evaluateAll((all) =>
		all.filter((e) => e.getBoundingClientRect().height > 0).length);
	const box = await page.locator('.tick').first().evaluate((e) => getComputedStyle(e, '::before').borderTopStyle);
	const toPress = page.locator('.leave, .tick input, .environment summary, .where-am-i');
	const pressed = await toPress.filter({ visible: true }).count();
	result(shown === await page.locator('.why').count() && box === 'solid' && pressed === 0,
		'on paper: every why, a box for each, nothing to press', shown, box, pressed);
	await visitor.end();
}

async function checkFilm(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'film' });
	await visitor.go('/nl/helpers/video-being-there');
	const video = visitor.page.locator('video');
	if (await video.count()) {
		await video.evaluate((film) => film.play());
		await visitor.page.waitForFunction(() => document.querySelector('video').currentTime > 0.2);
		const cues = await video.evaluate(async (film) => {
			for (const track of film.textTracks) track.mode = 'showing';
			await Promise.all([...film.querySelectorAll('track')].map((track) => track.readyState === 2 ||
				new Promise((done) => { track.onload = done; })));
			return [...film.textTracks].map((track) => `${track.language} ${track.cues.length > 0}`);
		});
		result(cues.join() === 'nl true,en true', 'the film plays, with captions in both languages', cues);
		const seeked = await video.evaluate((film) => new Promise((done) => {
			film.onseeked = () => done(film.currentTime);
			film.currentTime = film.duration - 1;
		}));
		result(seeked > 1, 'one can go to its end', seeked);
	} else console.log('left out film: content has none');
	await visitor.end();
}

async function checkMenu(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'menu', width: 320, scripts: false });
	await visitor.go(`/nl${list}`);
	const menu = visitor.page.locator('.environment');
	await menu.locator('summary').click();
	result(await menu.locator('[aria-current=page]').isVisible(),
		'the menu opens without scripts, and says where one is');
	await visitor.end();
}

const nabij = await Nabij.start();
const neutral = await openNeutral('www.buienradar.nl');
const browser = await openBrowser(neutral);
try {
	await checkPages(browser, nabij, await checkWays(nabij));
	const checks = [checkTicks, checkBare, checkExit, checkPaper, checkFilm, checkMenu];
	for (const check of checks) await check(browser, nabij);
} finally {
	await browser.close();
	neutral.close();
	await nabij.stop();
}
