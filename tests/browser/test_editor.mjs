#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Two editors with the keyboard alone: one writes and hands in, the other reads what changed and approves, and it is on
// the site. On a phone and at a desk, with and without JavaScript; every page of the desk is looked at.
import { Nabij, result, soon } from './lib/nabij.mjs';
import { openBrowser } from './lib/visitor.mjs';
import { Hands } from './lib/hands.mjs';

const ways = [
	{ language: 'nl', width: 320, scripts: true, part: 'privacy' },
	{ language: 'en', width: 1280, scripts: false, part: 'contact-hours' },
];
const shots = process.env.NABIJ_SHOTS;

async function shot(visitor, name) {
	if (!shots) return;
	const path = `${shots}/editor-${name}-${visitor.width}.png`;
	await visitor.page.screenshot({ path, fullPage: true });
}

async function open(browser, nabij, way, who, account) {
	const name = `${who}, ${way.language}, ${way.width}, ${way.scripts ? 'with' : 'without'} scripts`;
	const editor = await Hands.open(browser, nabij, { ...way, name });
	await editor.signIn(account);
	const there = editor.path === `/${way.language}/editor`;
	result(there, `${name}: signs in`, editor.path, there ? '' : await editor.text());
	return editor;
}

/* Writes over what stands in the field: title and a line more. */
async function write(editor, page, change) {
	await editor.go(`${page}/edit`);
	const text = await editor.page.locator('#f-body').inputValue();
	await editor.page.locator('#f-body').fill(change(text));
	await editor.press('form[action$="/edit"] button');
}

async function list(editor, way) {
	await soon('the list', async () => {
		await editor.page.goto(`/${way.language}/editor?q=${way.part}`);
		return await editor.page.locator('tbody tr').count() === 2;
	});
	await editor.go(`/${way.language}/editor`);
	await shot(editor, 'list');
	await editor.skip();
	await editor.type('q', way.part);
	await editor.press('form.filters button');
	const shown = await editor.page.locator('tbody tr').count();
	result(shown === 2 && editor.path.includes(`q=${way.part}`), `${editor.name}: finds a page by its name`, shown);
	await editor.skip();
	await editor.press(`tbody a[href$="${way.part}.nl"]`);
	await shot(editor, 'doc');
	for (const path of ['check', 'new', 'media', `page/${way.part}`, `page/${way.part}.nl/retire`, 'guide/fraud',
		'guide/fraud/preview']) {
		await editor.go(`/${way.language}/editor/${path}`);
		await shot(editor, path.replace(/\W/g, '-'));
	}
	await editor.go(`/${way.language}/editor/media`);
	await editor.skip();
	await editor.press('form[action$="/editor/media"] button');
	await summed(editor, ['f-file'], 'no file');
	await shot(editor, 'media-wrong');
}

/* What is wrong stands on top, with the way to each field; the field has it too. */
async function summed(editor, fields, what) {
	const links = await editor.page.locator('#errors a').evaluateAll((all) => all.map((a) => a.hash.slice(1)));
	const marked = await editor.page.locator('[aria-invalid=true]').count();
	result(JSON.stringify(links) === JSON.stringify(fields) && marked >= fields.length,
		`${editor.name}: ${what}: said on top and beside the field`, links, marked);
}

async function life(editor, second, way) {
	const page = `/${way.language}/editor/page/${way.part}.nl`;
	await write(editor, page, (text) => text.replace('kind: page', 'kind: nothing'));
	const wrong = await editor.text();
	const reason = { nl: 'Regel 2: kind: kies page, home,', en: 'Line 2: kind: page, home,' }[way.language];
	result(wrong.replace(/\s+/g, ' ').includes(reason) && await editor.page.locator('[role=status]').count() === 1,
		`${editor.name}: saved, and what is wrong stands beside it in their language`, wrong.slice(0, 900));
	await shot(editor, 'write');
	await write(editor, page, (text) =>
		`${text.replace('kind: nothing', 'kind: page')}\nEen regel erbij, met de hand.\n`);
	await editor.go(`${page}/preview`);
	result(await editor.page.locator('.notice').count() === 1 && (await editor.text()).includes('Een regel erbij'),
		`${editor.name}: sees it as a reader will, and that it is a preview`);
	await shot(editor, 'preview');
	await editor.go(page);
	await editor.skip();
	await editor.type('note', 'Kijk je mee?');
	await editor.press('form:has([value=hand_in]) button');
	result(await editor.page.locator('form:has([value=approve])').count() === 0,
		`${editor.name}: does not approve it`);
	await shot(editor, 'own');
	await second.go(`/${way.language}/editor/check`);
	await second.skip();
	await second.press(`a[href$="/page/${way.part}.nl"]`);
	const added = await second.page.locator('.diff ins').last().innerText();
	result(added.includes('Een regel erbij'), `${second.name}: sees what changes`, added);
	await shot(second, 'review');
	await second.skip();
	await second.press('form:has([value=approve]) button');
	await shot(second, 'approved');
	await second.skip();
	await second.press('form:has([value=schedule]) button');
	await summed(second, ['f-day', 'f-hour'], 'no moment');
	await shot(second, 'schedule-wrong');
	await second.skip();
	await second.press('form:has([value=publish]) button');
	await second.page.goto(`/nl/${way.part}`);
	result((await second.text()).includes('Een regel erbij'), `${second.name}: publishes it`);
	await second.go(page);
	const then = second.page.locator('a[href*="/compare?from="]').last();
	await second.go(await then.getAttribute('href'));
	await shot(second, 'compare');
}

/* Both have the page open; the second to save keeps what they typed. */
async function together(editor, second, way) {
	const page = `/${way.language}/editor/page/${way.part}.nl`;
	await second.go(`${page}/edit`);
	await write(editor, page, (text) => `${text}\nVan de een.\n`);
	const field = second.page.locator('#f-body');
	await field.fill(`${await field.inputValue()}\nVan de ander.\n`);
	await second.press('form[action$="/edit"] button');
	const kept = await second.page.locator('#f-body').inputValue();
	const del = await second.page.locator('.diff del').first().innerText();
	result(kept.includes('Van de ander') && del.includes('een'), `${second.name}: was second, and is told`, del);
	await shot(second, 'conflict');
}

const nabij = await Nabij.start();
const browser = await openBrowser();
const find = (who) => nabij.demo.accounts.find((a) => a.email.startsWith(who));
try {
	for (const way of ways) {
		const editor = await open(browser, nabij, way, 'editor', find('editor@'));
		const second = await open(browser, nabij, way, 'second editor', find('second-editor@'));
		await list(editor, way);
		await life(editor, second, way);
		await together(editor, second, way);
		await editor.end();
		await second.end();
	}
} finally {
	await browser.close();
	await nabij.stop();
}
