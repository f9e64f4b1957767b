// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// What must be true of every page: found by axe, by html-validate, and by looking at the page as it stands.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeOptions = {
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	// whoever has enough contrast for the stricter rule has it for the other
	rules: { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false } },
	resultTypes: ['violations'],
};

const html = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
	rules: {
		// the names of several boxes that belong together are the same
		'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
		// ids that are made of the words of a heading may begin with a number
		'valid-id': ['error', { relaxed: true }],
		// everything comes from this origin, and the policy lets nothing else in
		'require-sri': 'off',
		// what somebody typed when their visit had ended is there to copy, not to send
		'wcag/h32': 'off',
		// a guide's question may be as long as it must be
		'long-title': 'off',
		// numbers of help lines stand in sentences, and are broken where the line ends
		'tel-non-breaking': 'off',
	},
});

/* What axe finds on the page as it is shown now. */
export async function accessibility(page) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate((options) => window.axe.run(document, options), axeOptions);
	const told = (node) => `${node.html.slice(0, 200)} ${node.any.map((check) => check.message).join('; ')}`;
	return violations.map((v) => `axe ${v.id}: ${v.nodes.map(told).join(' | ')}`);
}

/* What is wrong in the source of a page, as it was sent. */
export async function source(text) {
	const report = await html.validateString(text);
	const found = report.results.flatMap((r) => r.messages)
		.map((m) => `html ${m.ruleId} ${m.line}:${m.column} ${m.message}`);
	if (/<style|<[^>]*\s(style|on[a-z]+)=|<script(?![^>]*\ssrc=)/i.test(text)) found.push('inline style or script');
	return found;
}

/* Runs in the page. */
function measure() {
	const found = [];
	const root = document.documentElement;
	const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.unseen, .skip');
	if (!document.title.trim()) found.push('no title');
	if (!/^(nl|en)$/.test(root.lang)) found.push(`language "${root.lang}"`);
	const headings = document.querySelectorAll('h1').length;
	if (headings !== 1) found.push(`${headings} h1`);
	if (root.scrollWidth > innerWidth) {
		const wide = [...document.querySelectorAll('body *')]
			.find((e) => e.getBoundingClientRect().right > innerWidth + 1);
		found.push(`scrolls sideways: ${root.scrollWidth} > ${innerWidth} ${wide?.outerHTML.slice(0, 200)}`);
	}
	/* A link in running text is as high as the text; one that stands alone is a target. */
	const alone = (link) => {
		const around = link.closest('p, dd, li, td');
		return !around || around.innerText.trim() === link.innerText.trim();
	};
	const targets = 'button, input:not([type=hidden]), select, textarea, summary, a[href]';
	for (const element of document.querySelectorAll(targets)) {
		if (!shown(element) || element.matches('a') && !alone(element)) continue;
		const target = element.closest('label.choice, .tick label, .card') ?? element;
		const box = target.getBoundingClientRect();
		const size = `${Math.round(box.width)}x${Math.round(box.height)}`;
		if (box.height < 43.5 || element.matches('button') && box.width < 43.5)
			found.push(`target of ${size}: ${element.outerHTML.slice(0, 200)}`);
	}
	for (const p of document.querySelectorAll('main p, main li, main dd, main label')) {
		if (parseFloat(getComputedStyle(p).fontSize) < 15) found.push(`small letters: ${p.outerHTML.slice(0, 100)}`);
	}
	return found;
}

export function shape(page) {
	return page.evaluate(measure);
}

/* Runs in the page: what is wrong with where focus is, or nothing. */
export function focusFault() {
	const element = document.activeElement;
	if (!element || element === document.body || element.id === 'main') return '';
	// the button within a date: the field has no focus then, and the button cannot be asked
	if (element.type === 'date' && !element.matches(':focus')) return '';
	// of a card that is higher than what can be scrolled clear, the link in it counts
	const around = element.closest('label.choice, .card') ?? element;
	const target = around.getBoundingClientRect().height > innerHeight / 4 ? element : around;
	const marked = [around, element].some((e) => {
		const style = getComputedStyle(e);
		return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none';
	});
	const box = target === element ? element.getClientRects()[0] : target.getBoundingClientRect();
	const what = element.outerHTML.slice(0, 160);
	if (!marked) return `focus is not marked: ${what}`;
	if (box.height > innerHeight / 2) return '';
	const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
	const whole = [[x, y], [x, box.top + 2], [x, box.bottom - 2], [box.left + 2, y], [box.right - 2, y]];
	// of a large field the place where one types
	for (const [px, py] of element.matches('textarea') ? [[box.left + 8, box.top + 20]] : whole) {
		const top = document.elementFromPoint(px, py);
		if (!top) return `focus is off the screen: ${what}`;
		if (!target.contains(top) && !top.contains(element)) return `focus is under ${top.outerHTML.slice(0, 80)}: ${what}`;
	}
	return '';
}

/* Whether whoever has no mouse gets everywhere: all that can have focus shows it, on the screen, under nothing. */
export function focus(page) {
	return page.evaluate(`(() => {
		const fault = ${focusFault};
		const found = [];
		const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary, video, [tabindex]';
		for (const element of document.querySelectorAll(targets)) {
			if (element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
			if (element.tabIndex > 0) found.push('an order of its own: ' + element.outerHTML.slice(0, 160));
			element.focus();
			if (document.activeElement !== element) found.push('takes no focus: ' + element.outerHTML.slice(0, 160));
			else found.push(fault());
		}
		document.activeElement.blur();
		return [...new Set(found)].filter((text) => text !== '');
	})()`);
}
