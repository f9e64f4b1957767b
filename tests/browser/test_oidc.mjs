#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Signing in at a provider, as people see it: a client makes an account so, with and without scripts, and staff add
// one.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { freePort, Nabij, result, soon, totp } from './lib/nabij.mjs';

/* A provider on this machine, in the place of the first one. */
async function provider(nabij) {
	const port = await freePort();
	const script = new URL('../lib/oidc_provider.mjs', import.meta.url).pathname;
	const running = spawn('node', [script, port, nabij.url, '1', 'private_key_jwt', 'ES256'],
		{ stdio: ['ignore', 'pipe', 'inherit'] });
	for await (const line of createInterface({ input: running.stdout })) if (line === 'ready') break;
	const settings = { name: 'DigiD', issuer: `http://localhost:${port}`, client_id: 'nabij',
		levels: 'low substantial high', level: 'substantial', for: 'clients staff' };
	for (const [name, value] of Object.entries(settings)) nabij.put(`oidc_1_${name}`, value);
	return running;
}

const press = async (visitor, what) => {
	await visitor.page.locator(what).first().click();
	await visitor.page.waitForLoadState();
};

/* The provider's own page is none of ours to look at. */
async function there(visitor, name, level) {
	await soon('the page of the provider', () => visitor.page.url().includes('/interaction/'));
	await visitor.page.locator('[name=name]').fill(name);
	await visitor.page.locator(`[value=${level}]`).check();
	await press(visitor, '[value=in]');
	await soon('back again', () => visitor.page.url().startsWith(visitor.nabij.url));
	return visitor.look();
}

async function checkClient(browser, nabij, name, way) {
	await nabij.register(name);
	const visitor = await Visitor.open(browser, nabij, { name, ...way });
	visitor.mayLeave = true;
	const at = (page) => `/${visitor.language}${page}`;
	await visitor.go((await nabij.link(`${name}@`)).replace(/^\/(nl|en)/, `/${visitor.language}`));
	for (const [part, value] of [['day', '4'], ['month', '5'], ['year', '1987']])
		await visitor.page.locator(`[name=birth-${part}]`).fill(value);
	await press(visitor, 'main form button');
	await visitor.go(at('/account/new'));
	await press(visitor, 'main a[href*="/sign-in/oidc/1"]');
	await there(visitor, name, 'low');
	result(visitor.path === at('/sign-in/stopped/stronger'), `${name}: too weak a way is told`, visitor.path);
	await visitor.go(at('/account/new'));
	await press(visitor, 'main a[href*="/sign-in/oidc/1"]');
	await there(visitor, name, 'high');
	result(visitor.path === at('/welcome/identity'), `${name}: asked before there is an account`, visitor.path);
	await press(visitor, 'main form button');
	await visitor.go(at('/account'));
	await visitor.go(at('/account/identity'));
	result((await visitor.text()).includes('DigiD'), `${name}: the account shows it`);
	await press(visitor, 'main form button');
	await visitor.look();
	result(visitor.path === at('/sign-in/stopped/last'), `${name}: the only way in stays`, visitor.path);
	await visitor.go(at('/sign-in/again'));
	await visitor.end();
}

async function checkStaff(browser, nabij) {
	const visitor = await Visitor.open(browser, nabij, { name: 'worker', language: 'en' });
	visitor.mayLeave = true;
	const account = nabij.demo.accounts.find((a) => a.email.startsWith('worker@'));
	await visitor.go('/en/sign-in');
	await visitor.page.locator('[name=email]').fill(account.email);
	await visitor.page.locator('[name=password]').fill(account.password);
	await visitor.page.locator('[name=code]').fill(totp(account.totp_secret));
	await press(visitor, 'main form button');
	await visitor.go('/en/account/identity');
	await press(visitor, 'main a[href*="add=1"]');
	await there(visitor, 'worker-there', 'substantial');
	result(visitor.path === '/en/account/identity/add', 'worker: asked before it is added', visitor.path);
	await press(visitor, 'main form button');
	await visitor.look();
	result((await visitor.text()).includes('Added on'), 'worker: it is there');
	await visitor.end();
}

const nabij = await Nabij.start();
const running = await provider(nabij);
const browser = await openBrowser();
try {
	await nabij.again();
	await checkClient(browser, nabij, 'oidc-small', { width: 320 });
	await checkClient(browser, nabij, 'oidc-plain', { width: 1280, language: 'en', scripts: false });
	await checkStaff(browser, nabij);
} finally {
	await browser.close();
	running.kill();
	await nabij.stop();
}
