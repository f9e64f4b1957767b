// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
// Passkeys: what the page asks is given to the browser, and its answer is sent as a form, so that whatever the server says is a page.
// Without this script the page says so, and the other way to sign in is there.
if (window.PublicKeyCredential) {
	for (const words of document.querySelectorAll('[data-passkey-without]')) words.hidden = true;
	for (const way of document.querySelectorAll('[data-passkey-with]')) way.hidden = false;
}
const question = document.querySelector('[data-passkey]');
if (question && window.PublicKeyCredential) {
	const bytes = (text) =>
		Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
	const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])))
		.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
	const asked = question.dataset;
	const form = question.querySelector('form');
	const known = asked.only.split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: bytes(id) }));
	const get = () => navigator.credentials.get({ publicKey: {
		challenge: bytes(asked.challenge), rpId: asked.site, allowCredentials: known, userVerification: 'required',
	} });
	const create = () => navigator.credentials.create({ publicKey: {
		challenge: bytes(asked.challenge),
		rp: { id: asked.site, name: asked.organisation },
		user: { id: bytes(asked.user), name: asked.userName, displayName: asked.userName },
		pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
		authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
		excludeCredentials: known, attestation: 'none',
	} });
	const send = ({ rawId, response }) => {
		const answer = {
			credential: rawId, client_data: response.clientDataJSON, attestation: response.attestationObject,
			authenticator: response.authenticatorData, signature: response.signature, user: response.userHandle,
		};
		for (const [name, value] of Object.entries(answer)) {
			const field = form.elements.namedItem(name);
			if (field) field.value = text(value);
		}
		form.submit();
	};
	const button = question.querySelector('button');
	const status = question.querySelector('[role=status]');
	const ask = async () => {
		button.disabled = true;
		status.textContent = '';
		try {
			send(await (asked.passkey === 'create' ? create() : get()));
		} catch (error) {
			status.textContent = error.name === 'InvalidStateError' && status.dataset.known || status.dataset.failed;
			button.disabled = false;
			button.focus();
		}
	};
	button.addEventListener('click', ask);
	// Enter in a field of the form is the button.
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		if (!button.disabled) ask();
	});
	addEventListener('pageshow', () => { button.disabled = false; });
	question.hidden = false;
	if (asked.now) ask();
}
