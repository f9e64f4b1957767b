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
			item.classList.toggle('done', ticked);
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
})();
