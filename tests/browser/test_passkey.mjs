#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Passkeys with Chromium's own virtual authenticator: made, used to come in and to prove it once more, renamed,
// removed; refused where nobody shows that it is theirs; and what the pages say without scripts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Nabij, result, soon, totp } from './lib/nabij.mjs';
import { Visitor, openBrowser } from './lib/visitor.mjs';

const button = '[data-passkey] button';

async function press(visitor, selector) {
	const arrived = visitor.page.waitForEvent('load');
	await visitor.page.locator(selector).click();
	await arrived;
	return visitor.look();
}

/* A device that keeps passkeys; `verified` says whether it believes whoever holds it. */
async function device(visitor, verified = true) {
	const client = await visitor.context.newCDPSession(visitor.page);
	await client.send('WebAuthn.enable');
	const options = {
		protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
		isUserVerified: verified, automaticPresenceSimulation: true,
	};
	const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', { options });
	return {
		believe: (isUserVerified) =>
			client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
		keys: async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
	};
}

async function signIn(visitor, account) {
	await visitor.go('/nl/sign-in');
	await visitor.page.locator('[name=email]').fill(account.email);
	await visitor.page.locator('[name=password]').fill(account.password);
	await visitor.page.locator('[name=code]').fill(totp(account.totp_secret));
	await press(visitor, 'main form button');
}

function said(visitor) {
	return visitor.page.locator('[data-passkey] [role=status]').innerText();
}

async function checkMaking(visitor, authenticator) {
	await visitor.go('/nl/account/passkeys');
	await press(visitor, 'main .send a');
	result(await visitor.page.locator('[data-passkey-without]').isHidden(), 'with scripts nobody hears of scripts');
	await authenticator.believe(false);
	await visitor.page.locator(button).click();
	result((await soon('words', () => said(visitor))).startsWith('Er is geen passkey gemaakt.'),
		'whoever the device does not believe makes none');
	result((await authenticator.keys()).length === 0, 'and the device keeps none');
	await authenticator.believe(true);
	await visitor.page.locator('[name=name]').fill('Mijn laptop');
	await press(visitor, button);
	result(visitor.path === '/nl/account/passkeys', 'a passkey is made', visitor.path);
	result((await visitor.text()).includes('Mijn laptop'), 'and stands in the list', await visitor.text());
	const [key] = await authenticator.keys();
	result(key.isResidentCredential && key.rpId === 'localhost', 'the device knows for which site it is', key);
	await press(visitor, 'main .send a');
	await visitor.page.locator(button).click();
	result((await soon('words', () => said(visitor))).startsWith('Dit apparaat heeft al een passkey'),
		'a device makes no second one');
}

async function signOut(visitor) {
	await press(visitor, 'form[action$="/sign-out"] button');
	await visitor.go('/nl/sign-in');
}

/* From the sign-in page; the device answers by itself. */
async function enter(visitor) {
	await visitor.go('/nl/sign-in');
	const arrived = visitor.page.waitForURL((url) => !url.pathname.startsWith('/nl/sign-in'));
	await visitor.page.locator('[data-passkey-with] button').click();
	await arrived;
	return visitor.look();
}

/* The same, when that leads to nothing: the page that asks stays. */
async function knock(visitor) {
	await visitor.go('/nl/sign-in');
	await press(visitor, '[data-passkey-with] button');
	await soon('words', () => said(visitor));
	return visitor.look();
}

async function checkSigningIn(visitor, authenticator) {
	await signOut(visitor);
	await authenticator.believe(false);
	await knock(visitor);
	result((await said(visitor)).startsWith('Er is geen passkey gebruikt'),
		'whoever the device does not believe does not come in');
	await authenticator.believe(true);
	await press(visitor, button);
	result(visitor.path === '/nl/work', 'the passkey opens the door', visitor.path);
	await signOut(visitor);
	await enter(visitor);
	result(visitor.path === '/nl/work', 'with one press from the sign-in page', visitor.path);
	// the server looks for itself: what a browser should never send is refused as well
	await signOut(visitor);
	await authenticator.believe(false);
	await knock(visitor);
	await visitor.page.evaluate(() => {
		const real = navigator.credentials.get.bind(navigator.credentials);
		navigator.credentials.get = ({ publicKey }) =>
			real({ publicKey: { ...publicKey, userVerification: 'discouraged' } });
	});
	await press(visitor, button);
	result((await visitor.text()).includes('Inloggen met deze passkey lukt niet'),
		'a touch alone is refused by the server', visitor.path);
	result(await visitor.page.title().then((title) => title.startsWith('Fout:')), 'and the title says so');
	await authenticator.believe(true);
	await press(visitor, button);
	result(visitor.path === '/nl/work', 'the page that says so has a question that works', visitor.path);
}

/* Ten minutes later, by the clock of the program. */
async function checkAgain(visitor) {
	writeFileSync(process.env.NABIJ_CLOCK, '600000');
	await soon('the question who it is', async () => {
		await visitor.page.goto('/nl/account/passkeys/new');
		return visitor.path.startsWith('/nl/sign-in/again');
	});
	await visitor.look();
	await press(visitor, button);
	result(visitor.path === '/nl/account/passkeys/new', 'asked once more, the passkey is enough', visitor.path);
}

async function checkKeeping(visitor) {
	await visitor.go('/nl/account/passkeys');
	await press(visitor, 'main li a');
	await visitor.page.locator('[name=name]').fill('Laptop van thuis');
	await press(visitor, 'form[action$="/name"] button');
	result((await visitor.text()).includes('Laptop van thuis'), 'it has another name');
	await press(visitor, 'main li a');
	await press(visitor, 'form[action$="/remove"] button');
	result((await visitor.text()).includes('nog geen passkey'), 'it is gone');
	await signOut(visitor);
	await visitor.page.locator('[data-passkey-with] button').click();
	await visitor.page.locator('#errors').waitFor();
	await visitor.look();
	result((await visitor.text()).includes('Inloggen met deze passkey lukt niet'), 'and opens nothing any more');
}

async function checkWithoutScripts(browser, nabij, account) {
	const visitor = await Visitor.open(browser, nabij, { name: 'without scripts', scripts: false, width: 360 });
	await visitor.go('/nl/sign-in');
	result((await visitor.text()).includes('Hiervoor is JavaScript nodig'),
		'without scripts the page says what is needed');
	result(await visitor.page.locator('[data-passkey-with]').isHidden(), 'and shows no button that does nothing');
	await signIn(visitor, account);
	await visitor.go('/nl/account/passkeys/new');
	result((await visitor.text()).includes('kan alleen met JavaScript'), 'so does the page that makes one');
	await visitor.end();
}

process.env.NABIJ_CLOCK = join(process.env.NABIJ_TEMP, 'passkey-clock');
writeFileSync(process.env.NABIJ_CLOCK, '0');
const nabij = await Nabij.start();
const browser = await openBrowser();
try {
	const account = (name) => nabij.demo.accounts.find((a) => a.email.startsWith(name));
	await checkWithoutScripts(browser, nabij, account('other-worker@'));
	const visitor = await Visitor.open(browser, nabij, { name: 'passkeys' });
	const authenticator = await device(visitor);
	await signIn(visitor, account('worker@'));
	await checkMaking(visitor, authenticator);
	await checkSigningIn(visitor, authenticator);
	await checkAgain(visitor);
	await checkKeeping(visitor);
	await visitor.end();
} finally {
	await browser.close();
	await nabij.stop();
}
