// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
// One line on somebody else's page puts a frame beside itself, and does nothing else to that page.
(() => {
	const script = document.currentScript;
	const { nabij: name = '', lang } = script.dataset;
	if (!/^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(name)) return;
	const frame = document.createElement('iframe');
	frame.src = new URL(`/${lang === 'en' ? 'en' : 'nl'}/embed/${name}?via=embed`, script.src);
	frame.title = script.dataset.title || 'Nabij';
	frame.sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox '
		+ 'allow-top-navigation-by-user-activation';
	frame.referrerPolicy = 'no-referrer';
	frame.loading = 'lazy';
	frame.style.cssText = 'border: 0; width: 100%; height: 40rem;';
	script.after(frame);
})();
