// Copyright Nabij contributors, EUPL-1.2
(() => {
'use strict';
const leave = () => {
	document.documentElement.hidden = true;
	document.title = '\u200b';
	location.replace('/exit');
};
document.addEventListener('click', (event) => {
	const link = event.target.closest && event.target.closest('a[href="/exit"]');
	if (link) {
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
})();
