// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
// Before a session or visit ends by itself the page asks whether somebody is still there. Who is typing is there, and is not asked.
// Without this script the server gives a form that comes too late back with all that was typed.
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
	// Another tab of theirs was just sent something.
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
