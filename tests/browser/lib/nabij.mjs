// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// The program under test, started for real: what tests/lib/nabij.py and people.py are for Python.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const WITHIN_MS = 60000;
const program = { 'X-Forwarded-For': '192.0.2.200' };

export function result(passed, name, ...seen) {
	if (!passed && seen.length) console.log('seen:', ...seen);
	console.log(`${passed ? 'ok' : 'not ok'} ${name}`);
	return Boolean(passed);
}

/* Tries again until there is something: for what can only be looked at. */
export async function soon(what, look, within = WITHIN_MS) {
	const until = performance.now() + within;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (performance.now() > until) throw new Error(`did not come: ${what}`);
		await pause(20);
	}
}

export function freePort() {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

let started = 0;

export class Nabij {
	/* Behind a proxy, so that each visitor counts as another source for the rate limits. */
	static async start() {
		const nabij = new Nabij();
		nabij.data = join(process.env.NABIJ_TEMP, `browser-${process.pid}-${++started}`);
		nabij.port = await freePort();
		nabij.url = `http://localhost:${nabij.port}`;
		const database = execFileSync(join(process.env.NABIJ_SOURCE, 'tests/lib/first_start.py'), [nabij.data],
			{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').pop();
		nabij.database = database ? ['--database', database] : [];
		nabij.command = ['serve', '--demo', '--behind-proxy', '--data', nabij.data,
			'--listen', `127.0.0.1:${nabij.port}`, '--public-url', nabij.url, ...nabij.database];
		await nabij.run();
		return nabij;
	}

	async run() {
		const log = openSync(`${this.data}.log`, 'a');
		this.process = spawn(process.env.NABIJ, this.command, { stdio: ['ignore', log, log] });
		closeSync(log);
		this.ended = new Promise((resolve) => this.process.on('exit', (code, signal) => resolve(code ?? signal)));
		await soon('the program listens', async () => {
			if (this.process.exitCode !== null) throw new Error(`nabij did not start:\n${this.printed()}`);
			return fetch(`${this.url}/health`, { headers: program }).then((answer) => answer.ok, () => false);
		});
	}

	printed() {
		return readFileSync(`${this.data}.log`, 'utf8');
	}

	/* A setting, as a keeper would type it; it counts when the program starts again. */
	put(name, value) {
		execFileSync(process.env.NABIJ, ['setting', 'put', name, value, '--data', this.data, ...this.database],
			{ stdio: 'ignore' });
	}

	async again() {
		this.process.kill('SIGTERM');
		await this.ended;
		await this.run();
	}

	/* Asks it to end. A report of a sanitizer is a failed test of its own. */
	async stop() {
		this.process.kill('SIGTERM');
		const status = await this.ended;
		const clean = status === 0 && !/Sanitizer|runtime error/.test(this.printed());
		result(clean, 'the program ends cleanly', status, clean ? '' : this.printed().slice(-20000));
	}

	/* Read once: an account knows the step of its last code (Hands.signIn). */
	get demo() {
		this.demoRead ??= JSON.parse(readFileSync(join(this.data, 'demo.json'), 'utf8'));
		return this.demoRead;
	}

	async register(ownId, changes = {}) {
		const { persoon = {}, ...rest } = changes;
		const body = {
			kenmerk: ownId, delict: 'inbraak', rol: 'slachtoffer', datum: '2026-01-18', gemeente: 'Utrecht',
			taal: 'nl', contactAkkoord: true, ...rest,
			persoon: {
				voornaam: 'Noor', achternaam: 'Jansen', geboortedatum: '1987-05-04', email: `${ownId}@example.org`,
				telefoon: '06 1234 5678', ...persoon,
				adres: { straat: 'Lange Laan', huisnummer: 12, postcode: '3511 AB', plaats: 'Utrecht' },
			},
		};
		const answer = await fetch(`${this.url}/api/v1/aanmeldingen`, {
			method: 'POST', body: JSON.stringify(body),
			headers: { ...program, 'Content-Type': 'application/json',
				Authorization: `Bearer ${this.demo.partners[0].token}` },
		});
		if (answer.status !== 201) throw new Error(`registration ${ownId}: ${answer.status} ${await answer.text()}`);
		return answer.json();
	}

	/* The personal link in the mail to somebody, as a path. */
	link(address) {
		return soon(`a mail to ${address}`, () => {
			const folder = join(this.data, 'outbox');
			for (const name of readdirSync(folder).filter((file) => file.endsWith('.eml'))) {
				const mail = readFileSync(join(folder, name), 'utf8');
				if (!mail.includes(address)) continue;
				const whole = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
				const found = whole.match(/https?:\/\/[^\s/]+(\/(?:nl|en)\/(?:welcome|invitation)\/\w+)/);
				if (found) return found[1];
			}
			return null;
		});
	}
}

/* The six digits of an authenticator at this moment. */
export function totp(secret, now = Date.now()) {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()]
		.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(now / 30000)));
	const mac = createHmac('sha1', key).update(counter).digest();
	const at = mac[19] & 15;
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}
