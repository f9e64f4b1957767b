// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// A provider that lies:   node oidc_saboteur.mjs PORT
//
// POST /wrong names what is wrong from then on ("nonce", "signature", ...; "" for nothing), and by how many seconds the
// clock differs. Nobody is asked anything: who goes to /auth comes back at once, as the person that /wrong named.
import { createHmac, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
const issuer = `http://localhost:${port}`;
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = rsa(), others = rsa();
const jwk = (pair, kid) => ({ ...pair.publicKey.export({ format: 'jwk' }), kid, use: 'sig' });
const codes = new Map();
const asked = {};
let wrong = '', person = 'somebody', shift = 0, shown = [jwk(keys, 'one')];

const base64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const CLAIMS = {
	nonce: { nonce: 'of another sign-in' },
	no_nonce: { nonce: undefined },
	iss: { iss: 'http://localhost:1' },
	aud: { aud: 'somebody-else' },
	two_auds: { aud: ['nabij', 'somebody-else'], azp: 'nabij' },
	acr: { acr: 'low' },
	no_acr: { acr: undefined },
	sub: { sub: '' },
};

function claims(asked_for) {
	const now = Math.floor(Date.now() / 1000) + shift;
	const good = { iss: issuer, aud: 'nabij', sub: person, nonce: asked_for.nonce, acr: 'substantial', iat: now, exp: now + 300,
		auth_time: now };
	const times = { expired: { exp: now - 61 }, early: { nbf: now + 300 }, made_later: { iat: now + 300 }, old: { auth_time: now - 3600 },
		no_auth_time: { auth_time: undefined } };
	return { ...good, ...CLAIMS[wrong], ...times[wrong] };
}

function token(asked_for) {
	const head = { alg: 'RS256', kid: 'one' };
	if (wrong === 'none') head.alg = 'none';
	if (wrong === 'hs256') head.alg = 'HS256';
	if (wrong === 'kid') head.kid = 'never';
	if (wrong === 'new_key') head.kid = 'two';
	const text = `${base64(head)}.${base64(claims(asked_for))}`;
	if (wrong === 'none') return `${text}.`;
	if (wrong === 'hs256') {
		const secret = keys.publicKey.export({ type: 'spki', format: 'pem' });
		return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
	}
	const pair = wrong === 'signature' || wrong === 'new_key' ? others : keys;
	return `${text}.${createSign('sha256').update(text).sign(pair.privateKey).toString('base64url')}`;
}

const HUGE = JSON.stringify({ keys: [], filling: 'x'.repeat(70000) });

function metadata() {
	if (wrong === 'huge_metadata') return HUGE;
	if (wrong === 'broken_metadata') return '{"issuer":';
	return JSON.stringify({
		issuer: wrong === 'other_issuer' ? 'http://localhost:1' : issuer,
		authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`,
		token_endpoint_auth_methods_supported: ['private_key_jwt'], authorization_response_iss_parameter_supported: true,
	});
}

function answer_token(fields) {
	const asked_for = codes.get(fields.get('code'));
	codes.delete(fields.get('code'));
	if (wrong === 'huge_token') return [200, HUGE];
	if (wrong === 'broken_token') return [200, '{"id_token":"'];
	if (wrong === 'deep_token') return [200, '['.repeat(60000)];
	if (wrong === 'moved_token') return [307, ''];
	if (wrong === 'token_500') return [500, '{}'];
	if (!asked_for) return [400, '{"error":"invalid_grant"}'];
	return [200, JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token: token(asked_for) })];
}

function come_back(query) {
	const back = new URL(query.get('redirect_uri')), code = randomBytes(16).toString('hex');
	codes.set(code, { nonce: query.get('nonce') });
	const given = { code, state: query.get('state'), iss: issuer };
	if (wrong === 'state') given.state = 'x'.repeat(43);
	if (wrong === 'no_state') delete given.state;
	if (wrong === 'mixed_up') given.iss = 'http://localhost:1';
	if (wrong === 'no_iss') delete given.iss;
	if (wrong.startsWith('error=')) {
		delete given.code;
		given.error = wrong.slice(6);
	}
	for (const [name, value] of Object.entries(given)) back.searchParams.set(name, value);
	return back.href;
}

async function body(request) {
	let text = '';
	for await (const piece of request) text += piece;
	return text;
}

async function answer(request) {
	const url = new URL(request.url, issuer), sent = await body(request);
	asked[url.pathname] = (asked[url.pathname] ?? 0) + 1;
	if (url.pathname === '/wrong') {
		({ wrong, person = person, shift = shift } = JSON.parse(sent));
		if (wrong === 'new_key') shown = [jwk(others, 'two')];
		return [200, JSON.stringify(asked)];
	}
	if (url.pathname === '/auth') return [302, '', { Location: come_back(url.searchParams) }];
	if (url.pathname === '/token') return answer_token(new URLSearchParams(sent));
	if (url.pathname === '/keys') return [200, wrong === 'huge_keys' ? HUGE : wrong === 'broken_keys' ? '{"keys":[' : JSON.stringify({ keys: shown })];
	if (url.pathname === '/.well-known/openid-configuration') return [200, metadata()];
	return [404, ''];
}

createServer(async (request, response) => {
	const [status, text, headers] = await answer(request);
	response.writeHead(status, { 'Content-Type': 'application/json', ...(status === 307 ? { Location: `${issuer}/elsewhere` } : {}), ...headers });
	response.end(text);
}).listen(port, 'localhost', () => console.log('ready'));
