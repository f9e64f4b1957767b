/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * yaml2json OUT NAME IN: writes a YAML document as JSON, inside a C file with
 * NAME[] and NAME_size. With NAME "-" OUT is the JSON itself. Plain scalars
 * that look like numbers, true, false or null are just that; aliases are
 * refused. For docs/openapi.yaml, which people read and programs fetch.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

struct writer {
	FILE *out;
	bool as_c;
	size_t n;
};

static void
put(struct writer *w, unsigned char c)
{
	w->n++;
	if (!w->as_c)
		fputc(c, w->out);
	else
		fprintf(w->out, w->n % 20 == 0 ? "%d,\n" : "%d,", (signed char)c);
}

static void
put_z(struct writer *w, const char *z)
{
	for (; *z != '\0'; z++)
		put(w, (unsigned char)*z);
}

static void
put_quoted(struct writer *w, const yaml_event_t *e)
{
	put(w, '"');
	for (size_t i = 0; i < e->data.scalar.length; i++) {
		unsigned char c = e->data.scalar.value[i];
		char escaped[8];
		if (c == '"' || c == '\\')
			snprintf(escaped, sizeof escaped, "\\%c", c);
		else if (c < 0x20)
			snprintf(escaped, sizeof escaped, "\\u%04x", c);
		else
			snprintf(escaped, sizeof escaped, "%c", c);
		put_z(w, escaped);
	}
	put(w, '"');
}

static bool
is_number(const char *s)
{
	const char *p = s + (*s == '-');
	size_t digits = strspn(p, "0123456789");
	if (digits == 0 || (digits > 1 && p[0] == '0'))
		return false;
	p += digits;
	if (*p == '.' && isdigit((unsigned char)p[1]))
		p += 1 + strspn(p + 1, "0123456789");
	return *p == '\0';
}

static void
put_scalar(struct writer *w, const yaml_event_t *e, bool is_key)
{
	const char *s = (const char *)e->data.scalar.value;
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !is_key;
	bool word = strcmp(s, "true") == 0 || strcmp(s, "false") == 0 || strcmp(s, "null") == 0;
	if (plain && (word || is_number(s)))
		put_z(w, s);
	else
		put_quoted(w, e);
}

static void
fail(const yaml_parser_t *p, const char *file, const char *reason)
{
	fprintf(stderr, "%s:%zu: %s\n", file, p->mark.line + 1, reason);
	exit(1);
}

struct level {
	bool mapping;
	size_t count;
};

#define DEPTH 100

/* What stands before a value: a comma, or the colon behind its name. */
static bool
separate(struct writer *w, struct level *l)
{
	bool is_value = l->mapping && l->count % 2 == 1;
	if (is_value)
		put(w, ':');
	else if (l->count > 0)
		put(w, ',');
	l->count++;
	return l->mapping && !is_value;
}

static void
convert(struct writer *w, yaml_parser_t *p, const char *file)
{
	struct level levels[DEPTH] = { 0 };
	size_t depth = 0;
	for (bool more = true; more;) {
		yaml_event_t e;
		if (!yaml_parser_parse(p, &e))
			fail(p, file, p->problem);
		bool opens = e.type == YAML_MAPPING_START_EVENT || e.type == YAML_SEQUENCE_START_EVENT;
		bool closes = e.type == YAML_MAPPING_END_EVENT || e.type == YAML_SEQUENCE_END_EVENT;
		bool is_key = opens || e.type == YAML_SCALAR_EVENT ? separate(w, &levels[depth]) : false;
		if (e.type == YAML_SCALAR_EVENT)
			put_scalar(w, &e, is_key);
		if (e.type == YAML_ALIAS_EVENT || (opens && depth == DEPTH - 1))
			fail(p, file, "aliases and very deep nesting are not taken");
		if (opens) {
			levels[++depth] = (struct level){ .mapping = e.type == YAML_MAPPING_START_EVENT };
			put(w, levels[depth].mapping ? '{' : '[');
		}
		if (closes)
			put(w, levels[depth--].mapping ? '}' : ']');
		more = e.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
}

int
main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("usage: yaml2json OUT NAME IN\n", stderr);
		return 2;
	}
	struct writer w = { .out = fopen(argv[1], "w"), .as_c = strcmp(argv[2], "-") != 0 };
	FILE *in = fopen(argv[3], "r");
	yaml_parser_t parser;
	if (w.out == NULL || in == NULL || !yaml_parser_initialize(&parser)) {
		perror("yaml2json");
		return 1;
	}
	if (w.as_c)
		fprintf(w.out, "/* Made by tools/yaml2json. */\n#include <stddef.h>\nextern const char %s[];\n"
		    "extern const size_t %s_size;\nconst char %s[] = {\n", argv[2], argv[2], argv[2]);
	yaml_parser_set_input_file(&parser, in);
	convert(&w, &parser, argv[3]);
	size_t size = w.n;
	put(&w, w.as_c ? 0 : '\n');
	if (w.as_c)
		fprintf(w.out, "};\nconst size_t %s_size = %zu;\n", argv[2], size);
	yaml_parser_delete(&parser);
	fclose(in);
	return fclose(w.out) == 0 ? 0 : 1;
}
