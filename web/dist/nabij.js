// Copyright Nabij contributors, EUPL-1.2
(() => {
'use strict';
const leave = () => {
	document.documentElement.hidden = true;
	document.title = '\u200b';
	try {
		localStorage.clear();
	} catch { /* it kept nothing */ }
	location.replace('/exit');
};
document.addEventListener('click', (event) => {
	const link = event.target.closest && event.target.closest('a[href="/exit"]');
	if (link && window.top === window) {
		event.preventDefault();
		leave();
	}
});
let presses = [];
document.addEventListener('keydown', (event) => {
	if (event.key !== 'Shift') presses = [];
	else if (!event.repeat) {
		presses = [...presses, event.timeStamp].slice(-3);
		if (presses.length === 3 && event.timeStamp - presses[0] <= 1500) leave();
	}
});
addEventListener('pageshow', (event) => {
	if (event.persisted && document.documentElement.hidden) location.replace('/exit');
});
document.addEventListener('submit', (event) => {
	const form = event.target;
	const now = event.timeStamp;
	if (form.sentAt && now - form.sentAt < 3000) event.preventDefault();
	else form.sentAt = now;
});
addEventListener('pageshow', (event) => {
	if (event.persisted) for (const form of document.forms) form.sentAt = 0;
});
const errors = document.getElementById('errors');
if (errors) errors.focus();
const ticks = document.querySelector('[data-ticks]');
if (ticks) {
	const key = `ticks ${ticks.dataset.ticks}`;
	const items = [...ticks.querySelectorAll('[data-tick]')];
	const done = new Set();
	const read = () => {
		done.clear();
		try {
			for (const id of JSON.parse(localStorage.getItem(key) ?? '[]')) done.add(String(id));
		} catch { /* nothing that is ours */ }
	};
	const write = () => {
		try {
			if (done.size) localStorage.setItem(key, JSON.stringify([...done]));
			else localStorage.removeItem(key);
		} catch { /* not kept */ }
	};
	const show = () => {
		for (const item of items) {
			const ticked = done.has(item.dataset.tick);
			item.classList.toggle('ticked', ticked);
			item.querySelector('input').checked = ticked;
		}
		const count = items.filter((item) => done.has(item.dataset.tick)).length;
		ticks.querySelector('[data-ticks-progress]').textContent =
			ticks.dataset.progress.replace('%1', count).replace('%2', items.length);
		ticks.querySelector('[data-ticks-clear]').disabled = count === 0;
	};
	for (const item of items) {
		const box = document.createElement('input');
		box.type = 'checkbox';
		box.setAttribute('aria-labelledby', item.querySelector('h3').id);
		box.addEventListener('change', () => {
			if (box.checked) done.add(item.dataset.tick);
			else done.delete(item.dataset.tick);
			write();
			show();
		});
		const label = document.createElement('label');
		label.append(box);
		item.prepend(label);
	}
	ticks.querySelector('[data-ticks-clear]').addEventListener('click', () => {
		done.clear();
		write();
		show();
		ticks.querySelector('[role=status]').textContent = ticks.dataset.cleared;
		items[0].querySelector('input').focus();
	});
	const again = () => {
		read();
		show();
	};
	addEventListener('storage', again);
	addEventListener('pageshow', again);
	again();
	ticks.querySelector('.progress').hidden = false;
}
const keepTicks = document.querySelector('[data-keep-ticks]');
if (keepTicks) {
	const form = keepTicks.querySelector('form');
	const fill = () => {
		for (const field of form.querySelectorAll('[name=list]')) field.remove();
		try {
			for (const key of Object.keys(localStorage).filter((name) => name.startsWith('ticks ')).sort()) {
				const field = document.createElement('input');
				field.type = 'hidden';
				field.name = 'list';
				field.value = `${key.slice(6)}=${JSON.parse(localStorage.getItem(key)).join()}`;
				form.append(field);
			}
		} catch { /* nothing that is ours */ }
		keepTicks.hidden = form.querySelector('[name=list]') === null;
	};
	addEventListener('pageshow', fill);
	addEventListener('storage', fill);
	fill();
}
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
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		if (!button.disabled) ask();
	});
	addEventListener('pageshow', () => { button.disabled = false; });
	question.hidden = false;
	if (asked.now) ask();
}
const ending = document.querySelector('[data-ending]');
if (ending) {
	const { ending: stay, idle, last } = ending.dataset;
	const warn = 5 * 60000;
	const after = (seconds) => Date.now() + seconds * 1000;
	const end = after(last);
	let quiet = after(idle), typed = 0, shown = '', timer = 0;
	const tabs = new BroadcastChannel(`ending ${stay.slice(3)}`);
	const show = (when) => {
		if (when === shown) return;
		shown = when;
		for (const box of ending.querySelectorAll('dialog')) {
			if (box.dataset.when === when) box.showModal();
			else box.close();
		}
	};
	const look = () => {
		const now = Date.now(), nearest = Math.min(quiet, end);
		clearTimeout(timer);
		const next = now < nearest - warn ? nearest - warn : nearest;
		if (now < nearest) timer = setTimeout(look, Math.max(1000, next - now));
		if (now >= nearest) show('over');
		else if (now < nearest - warn) show('');
		else if (end === nearest) show('last');
		else if (now - typed < warn) ask();
		else show('soon');
	};
	const ask = async () => {
		try {
			const answer = await fetch(stay, { cache: 'no-store', redirect: 'manual' });
			quiet = answer.status === 204 ? after(idle) : 0;
			if (quiet) tabs.postMessage('');
		} catch {
			typed = 0; // no connection: the question stands
		}
		look();
	};
	tabs.onmessage = () => {
		quiet = after(idle);
		look();
	};
	tabs.postMessage('');
	for (const box of ending.querySelectorAll('dialog')) {
		const answer = () => {
			if (box.dataset.when !== 'soon' || shown !== 'soon') return;
			shown = '';
			ask();
		};
		box.querySelector('button').addEventListener('click', () => box.close());
		box.addEventListener('close', answer);
	}
	document.addEventListener('input', () => { typed = Date.now(); });
	document.addEventListener('visibilitychange', look);
	look();
}
})();
