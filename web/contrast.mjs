// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Measures the contrast of the colours after WCAG 2.2: the theme's and those for young people, each in both schemes.
// Text on its ground: 7:1. Edges of what can be used, and the mark: 3:1.
import { readFileSync } from 'node:fs';

const text = [
	['ink', 'paper'], ['ink', 'surface'], ['ink-soft', 'paper'], ['ink-soft', 'surface'], ['ink', 'primary-soft'],
	['ink-soft', 'primary-soft'], ['primary', 'paper'], ['primary', 'surface'], ['primary', 'primary-soft'],
	['primary-strong', 'paper'], ['on-primary', 'primary'], ['on-primary', 'primary-strong'], ['warm-ink', 'warm'],
	['error', 'paper'], ['error', 'surface'], ['error', 'error-soft'], ['ok', 'ok-soft'], ['ink', 'ok-soft'],
	['ink', 'error-soft'], ['focus-ink', 'focus'],
];
const shapes = [['edge', 'paper'], ['edge', 'surface'], ['primary', 'paper'], ['warm-mark', 'surface'], ['error', 'surface']];

const colours = (part) => new Map([...part.matchAll(/--nabij-([a-z-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
function read(name) {
	const css = readFileSync(new URL(name, import.meta.url), 'utf8');
	const darkAt = css.indexOf('prefers-color-scheme: dark');
	return [colours(css.slice(0, darkAt)), colours(css.slice(darkAt))];
}
const [light, inDark] = read('theme.css');
const [young, youngInDark] = read('young.css');
const dark = new Map([...light, ...inDark]);
const schemes = { light, dark, young: new Map([...light, ...young]), 'young, dark': new Map([...dark, ...youngInDark]) };

function luminance(colour) {
	const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
		.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
	const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (high + 0.05) / (low + 0.05);
}

let short = 0;
for (const [scheme, tokens] of Object.entries(schemes))
	for (const [pairs, least] of [[text, 7], [shapes, 3]])
		for (const [front, back] of pairs) {
			const measured = contrast(tokens.get(front), tokens.get(back));
			if (measured < least) {
				short++;
				console.error(`${scheme}: ${front} on ${back} is ${measured.toFixed(2)}, not ${least}`);
			}
		}
console.log(short === 0 ? 'contrast holds in every scheme' : `${short} pairs are short of contrast`);
process.exit(short > 0 ? 1 : 0);
