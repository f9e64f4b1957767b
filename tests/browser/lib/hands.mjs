// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// A visitor with a keyboard and no mouse. Wherever focus comes, it must be seen: marked, on the screen, and under nothing.
import { focusFault } from './look.mjs';
import { soon, totp } from './nabij.mjs';
import { Visitor } from './visitor.mjs';

const TABS = 120;

export class Hands extends Visitor {
	static async open(...args) {
		return Object.setPrototypeOf(await Visitor.open(...args), Hands.prototype);
	}

	async key(name) {
		await this.page.keyboard.press(name);
		const fault = await this.page.evaluate(focusFault);
		if (fault) this.found.push(`${this.path} (${this.width}): ${fault}`);
	}

	/* Past what stands on every page. */
	async skip() {
		await this.key('Tab');
		await this.page.keyboard.press('Enter');
	}

	async tabTo(selector) {
		for (let i = 0; i < TABS; i++) {
			if (await this.page.evaluate((s) => document.activeElement.matches(s), selector)) return;
			await this.key('Tab');
		}
		throw new Error(`${this.path}: Tab does not come to ${selector}`);
	}

	/* Presses what leads to another page, and looks at that. */
	async press(selector) {
		await this.tabTo(selector);
		const arrived = this.page.waitForEvent('load');
		await this.page.keyboard.press('Enter');
		await arrived;
		return this.look();
	}

	async type(name, text) {
		await this.tabTo(`[name="${name}"]`);
		await this.page.keyboard.press('Control+a');
		await this.page.keyboard.type(text);
	}

	async typeDate(name, day, month, year) {
		for (const [part, n] of Object.entries({ day, month, year })) await this.type(`${name}-${part}`, String(n));
	}

	/* Of radios one is reached with Tab, the others with the arrows. */
	async choose(name, value) {
		await this.tabTo(`input[type=radio][name="${name}"]`);
		const checked = `input[name="${name}"][value="${value}"]:checked`;
		await this.key(' ');
		for (let i = 0; i < TABS && !await this.page.locator(checked).count(); i++) await this.key('ArrowDown');
	}

	async tick(name, value) {
		await this.tabTo(`input[type=checkbox][name="${name}"][value="${value}"]`);
		await this.key(' ');
	}

	/* A code of the authenticator works once: the next sign-in takes the one of a step later, when that is near
	   enough. */
	async signIn(account) {
		await this.go(`/${this.language}/sign-in`);
		await this.skip();
		await this.type('email', account.email);
		await this.type('password', account.password);
		account.step = Math.max(Math.floor(Date.now() / 30000), (account.step ?? 0) + 1);
		await soon('the time of the next code', () => account.step <= Math.floor(Date.now() / 30000) + 1);
		await this.type('code', totp(account.totp_secret, account.step * 30000));
		await this.press('main form button');
	}

	values(type) {
		return this.page.locator(`main input[type=${type}][name=answer]`).evaluateAll((all) => all.map((e) => e.value));
	}

	/* Answers one question of a guide: the nth of what can be chosen. */
	async answer(nth) {
		const [one, many] = [await this.values('radio'), await this.values('checkbox')];
		if (one.length) await this.choose('answer', one[nth % one.length]);
		else if (many.length) await this.tick('answer', many[nth % many.length]);
		else if (await this.page.locator('[name=answer-day]').count()) {
			await this.typeDate('answer', 18, 1, 2026);
		} else await this.type('answer', 'Iets over mij – 日本 😀');
		await this.press('main form button');
	}

	/* Through a guide from its first page to the one on which one checks the answers. */
	async walk(nth) {
		await this.skip();
		await this.press('main .send a');
		while (!this.path.endsWith('/check')) {
			await this.skip();
			if (await this.page.locator('main form').count()) await this.answer(nth);
			else await this.press('.send a');
		}
	}
}
