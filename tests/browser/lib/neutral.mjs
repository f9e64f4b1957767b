// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Stands in for the neutral site that quick exit goes to, so that nothing leaves this machine.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';

export async function openNeutral(host) {
	const [key, cert] = ['neutral.key', 'neutral.crt'].map((name) => join(process.env.NABIJ_TEMP, name));
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
		'-days', '2', '-subj', `/CN=${host}`, '-keyout', key, '-out', cert], { stdio: 'ignore' });
	const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, answer) => {
		answer.setHeader('Content-Type', 'text/html');
		answer.end('<!DOCTYPE html><html lang="nl"><title>Weer</title><h1>Het weer</h1></html>');
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { host, port: server.address().port, close: () => server.close() };
}
