// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
// Checklists: each item gets a tick, kept on this device and nowhere else, under the name of the list and of the item, so that
// both languages share them. Without this script a checklist is a list to read or to print.
const ticks = document.querySelector('[data-ticks]');
if (ticks) {
	const key = `ticks ${ticks.dataset.ticks}`;
	const items = [...ticks.querySelectorAll('[data-tick]')];
	const done = new Set();
	// A browser that keeps nothing still ticks, until the page is left.
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
	// The same list in another tab, or this page back from memory after a quick exit.
	const again = () => {
		read();
		show();
	};
	addEventListener('storage', again);
	addEventListener('pageshow', again);
	again();
	ticks.querySelector('.progress').hidden = false;
}
