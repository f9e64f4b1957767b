// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
// In somebody's own environment: the ticks of this browser's checklists, put into a form that they may send. Without this
// script, or without ticks, there is nothing to send and the form stays away.
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
