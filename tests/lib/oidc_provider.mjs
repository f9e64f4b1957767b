// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// A real OpenID Connect provider (npm oidc-provider), for one visitor at a time on this machine:
//
//   node oidc_provider.mjs PORT NABIJ_URL NUMBER METHOD ALG
//
// NUMBER is which of Nabij's providers it is. Whoever comes is asked who they are and how strongly they sign in.
import { createServer } from 'node:http';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

globalThis.crypto ??= webcrypto;
const require = createRequire(new URL('../browser/package.json', import.meta.url));
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const [port, nabij, number, method, alg] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const key = (kind, options, kid) => ({ ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), kid, use: 'sig' });
const LEVELS = ['low', 'substantial', 'high'];

const provider = new Provider(issuer, {
	clients: [{
		client_id: 'nabij',
		redirect_uris: [`${nabij}/sign-in/oidc/${number}/return`],
		response_types: ['code'],
		grant_types: ['authorization_code'],
		id_token_signed_response_alg: alg,
		token_endpoint_auth_method: method,
		...(method === 'private_key_jwt'
			? { token_endpoint_auth_signing_alg: 'ES256', jwks_uri: `${nabij}/sign-in/oidc-keys` }
			: { client_secret: 'a secret: with & signs' }),
	}],
	jwks: { keys: [key('rsa', { modulusLength: 2048 }, 'rsa'), key('ec', { namedCurve: 'P-256' }, 'ec')] },
	enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
	acrValues: LEVELS,
	cookies: { keys: ['only for tests'] },
	// Our keys are on this machine, which its own dispatcher refuses; and as behind the proxy that the tests stand in for.
	fetch: (url, { dispatcher, ...options }) => fetch(url, { ...options,
		headers: { ...options.headers, 'X-Forwarded-For': '192.0.2.1' } }),
	features: { devInteractions: { enabled: false } },
	interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
	findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
	async loadExistingGrant(ctx) {
		const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
		grant.addOIDCScope('openid');
		await grant.save();
		return grant;
	},
});

const page = (uid) => `<!doctype html><html lang="nl"><title>Provider</title><h1>Wie ben je?</h1>
<form method="post" action="/interaction/${uid}"><label>Naam <input name="name"></label>
${LEVELS.map((level) => `<label><input type="radio" name="level" value="${level}"> ${level}</label>`).join('\n')}
<button name="go" value="in">Log in</button> <button name="go" value="stop">Stop</button></form></html>`;

async function body(request) {
	let text = '';
	for await (const piece of request) text += piece;
	return new URLSearchParams(text);
}

async function interact(request, response) {
	const details = await provider.interactionDetails(request, response);
	if (request.method === 'GET') {
		response.setHeader('Content-Type', 'text/html; charset=utf-8');
		return response.end(page(details.uid));
	}
	const fields = await body(request);
	const result = fields.get('go') === 'stop'
		? { error: 'access_denied', error_description: 'stopped' }
		: { login: { accountId: fields.get('name'), acr: fields.get('level') ?? undefined, remember: false } };
	return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const answer = provider.callback();
createServer((request, response) => {
	const run = request.url.startsWith('/interaction/') ? interact : answer;
	Promise.resolve(run(request, response)).catch((e) => {
		console.error(e);
		response.statusCode = 500;
		response.end();
	});
}).listen(Number(port), 'localhost', () => console.log('ready'));
provider.on('server_error', (_, e) => console.error(e));
provider.on('grant.error', (_, e) => console.error('grant.error', e.error, e.error_description, e.cause?.cause ?? e.cause ?? e.error_detail));
provider.on('authorization.error', (_, e) => console.error('authorization.error', e.error, e.error_description));
