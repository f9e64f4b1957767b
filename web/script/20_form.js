// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
// A second press of the same button within three seconds does nothing. The server would give the first answer again anyway.
document.addEventListener('submit', (event) => {
	const form = event.target;
	const now = event.timeStamp;
	if (form.sentAt && now - form.sentAt < 3000) event.preventDefault();
	else form.sentAt = now;
});
// A page that comes back from memory has sent nothing yet.
addEventListener('pageshow', (event) => {
	if (event.persisted) for (const form of document.forms) form.sentAt = 0;
});
// What was wrong is read first.
const errors = document.getElementById('errors');
if (errors) errors.focus();
