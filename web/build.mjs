// SPDX-FileCopyrightText: 2026 Nabij contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Makes web/dist from the npm packages and our own files:
//   nabij.css   the rules of Utrecht's components whose classes our templates use, then theme.css, article.css, young.css
//   nabij.js    script/*.js in the order of their names
//   embed.js    what stands in the pages of others
//   mark.svg    the mark
//   icons/      the Lucide drawings that templates may show with {{icon name}}
// The same input gives the same bytes, on every machine. dist is committed, so
// that building the program needs no Node; check.sh compares.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';

const here = dirname(fileURLToPath(import.meta.url));
const dist = process.argv[2] ?? join(here, 'dist');

// Classes that every new page may use without a new build.
const always = `utrecht-document utrecht-heading-1 utrecht-heading-2 utrecht-heading-3 utrecht-heading-4
  utrecht-paragraph utrecht-paragraph--lead utrecht-link utrecht-link--html-a utrecht-button
  utrecht-button--primary-action utrecht-button--secondary-action utrecht-button-link utrecht-button-link--html-a
  utrecht-button-link--primary-action utrecht-button-link--secondary-action utrecht-blockquote utrecht-code
  utrecht-form-field utrecht-form-label utrecht-form-field-error-message utrecht-form-field-description
  utrecht-textbox utrecht-textarea utrecht-select utrecht-select--html-select
  utrecht-unordered-list utrecht-unordered-list__item utrecht-ordered-list utrecht-ordered-list__item
  utrecht-table utrecht-table__caption utrecht-table__header utrecht-table__header-cell utrecht-table__body
  utrecht-table__row utrecht-table__cell utrecht-separator utrecht-badge-list`.split(/\s+/);

const icons = `arrow-left arrow-right bell bell-off calendar check chevron-down chevron-right circle-alert
  circle-check clock download external-link file-text heart-handshake house info key-round list lock mail
  message-circle paperclip phone phone-incoming phone-off printer search shield triangle-alert user users x`.split(/\s+/);

function* filesBelow(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* filesBelow(path);
		else if (/\.(html|c|h)$/.test(entry.name)) yield path;
	}
}

function usedClasses() {
	const used = new Set(always);
	for (const path of filesBelow(join(here, '..', 'src')))
		for (const [name] of readFileSync(path, 'utf8').matchAll(/utrecht-[a-z0-9_-]+/g)) used.add(name);
	return used;
}

// A selector is kept when an element of ours can match it: every class in it is used.
// What stands in :not() need not be.
function isUsed(selector, used) {
	const plain = selector.replace(/:not\([^()]*(\([^()]*\)[^()]*)*\)/g, '');
	const classes = [...plain.matchAll(/\.([A-Za-z_][\w-]*)/g)].map((match) => match[1]);
	return classes.length > 0 && classes.every((name) => used.has(name));
}

function purge(css, used) {
	const root = postcss.parse(css);
	root.walkComments((comment) => comment.remove());
	root.walkRules((rule) => {
		if (rule.parent.type === 'atrule' && /keyframes$/.test(rule.parent.name)) return;
		rule.selectors = rule.selectors.filter((selector) => isUsed(selector, used));
		if (rule.selectors.length === 0 || rule.selector === '') rule.remove();
	});
	const animations = new Set();
	root.walkDecls(/^animation(-name)?$/, (decl) => decl.value.split(/[\s,]+/).forEach((word) => animations.add(word)));
	root.walkAtRules((rule) => {
		const unused = /keyframes$/.test(rule.name) && !animations.has(rule.params);
		if (unused || rule.name === 'charset') rule.remove();
	});
	return root;
}

// One rule a line: small, and a difference is still readable.
function write(node) {
	const tight = (text) => text.replace(/\s+/g, ' ').trim();
	if (node.type === 'decl') return `${node.prop}:${tight(node.value)}${node.important ? '!important' : ''}`;
	if (node.type === 'comment') return '';
	const inner = (node.nodes ?? []).map(write).filter((text) => text !== '');
	if (node.type === 'root') return inner.join('\n') + '\n';
	const declarations = (node.nodes ?? []).every((child) => child.type === 'decl' || child.type === 'comment');
	if (inner.length === 0 && node.nodes) return '';
	const head = node.type === 'rule' ? node.selectors.map(tight).join(',') : tight(`@${node.name} ${node.params}`);
	if (!node.nodes) return `${head};`;
	return declarations ? `${head}{${inner.join(';')}}` : `${head}{\n${inner.join('\n')}\n}`;
}

function icon(name) {
	const source = readFileSync(join(here, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8');
	const shapes = source.replace(/<!--.*?-->/gs, '').replace(/<svg[^>]*>|<\/svg>/gs, '').replace(/\s*\n\s*/g, '')
		.replace(/ \/>/g, '/>');
	return `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" ` +
		`stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shapes.trim()}</svg>\n`;
}

const licences = '/* Rules of classes that begin with "utrecht-": Copyright Gemeente Utrecht and Frameless B.V., EUPL-1.2.\n' +
	'   The rest: Copyright Nabij contributors, EUPL-1.2. Made by web/build.mjs. */\n';

if (existsSync(join(dist, 'icons'))) rmSync(join(dist, 'icons'), { recursive: true });
mkdirSync(join(dist, 'icons'), { recursive: true });
const components = readFileSync(join(here, 'node_modules/@utrecht/component-library-css/dist/index.css'), 'utf8');
const own = ['theme.css', 'article.css', 'young.css'].map((name) => postcss.parse(readFileSync(join(here, name), 'utf8')));
writeFileSync(join(dist, 'nabij.css'), licences + write(purge(components, usedClasses())) + own.map(write).join(''));
const scripts = readdirSync(join(here, 'script')).filter((name) => name.endsWith('.js')).sort();
const code = scripts.map((name) => readFileSync(join(here, 'script', name), 'utf8').replace(/^\s*\/\/.*\n/gm, '').trim());
writeFileSync(join(dist, 'nabij.js'), `// Copyright Nabij contributors, EUPL-1.2\n(() => {\n'use strict';\n${code.join('\n')}\n})();\n`);
// for the pages of others, by itself
writeFileSync(join(dist, 'embed.js'), readFileSync(join(here, 'embed.js')));
writeFileSync(join(dist, 'mark.svg'), readFileSync(join(here, 'mark.svg'), 'utf8').replace(/<!--.*?-->\s*/gs, ''));
for (const name of icons) writeFileSync(join(dist, 'icons', `${name}.svg`), icon(name));
writeFileSync(join(dist, 'icons', 'LICENSE'), readFileSync(join(here, 'node_modules/lucide-static/LICENSE')));
