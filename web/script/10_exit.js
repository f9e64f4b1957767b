// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
// Quick exit: the page is blank before anything else happens, and this entry of the history is replaced.
// What this site kept on the device is wiped. The server ends the session and shows the way to a neutral site; without this script the link does the same.
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
	// In a frame on the page of somebody else the link leaves that whole page, by itself.
	if (link && window.top === window) {
		event.preventDefault();
		leave();
	}
});
// Three times Shift within a second and a half, with no other key between.
let presses = [];
document.addEventListener('keydown', (event) => {
	if (event.key !== 'Shift') presses = [];
	else if (!event.repeat) {
		presses = [...presses, event.timeStamp].slice(-3);
		if (presses.length === 3 && event.timeStamp - presses[0] <= 1500) leave();
	}
});
// Coming back with the back button shows nothing that was kept in memory.
addEventListener('pageshow', (event) => {
	if (event.persisted && document.documentElement.hidden) location.replace('/exit');
});
