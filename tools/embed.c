/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed OUT NAME FILE...: writes the schema files, called NNNN_name.sql, as a C
 * file with NAME_migrations[] and NAME_migration_count (see src/db/schema.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
write_name(FILE *out, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	fprintf(out, "\t{ %ld, \"%.*s\",\n\t\t\"", strtol(name, NULL, 10), (int)(strlen(name) - strlen(".sql")), name);
}

static void
write_char(FILE *out, int c)
{
	if (c == '\n')
		fputs("\\n\"\n\t\t\"", out);
	else if (c == '\t')
		fputs("\\t", out);
	else if (c == '"' || c == '\\')
		fprintf(out, "\\%c", c);
	else
		fputc(c, out);
}

static int
write_file(FILE *out, const char *path)
{
	FILE *in = fopen(path, "r");
	if (in == NULL) {
		perror(path);
		return -1;
	}
	write_name(out, path);
	int c;
	while ((c = fgetc(in)) != EOF)
		write_char(out, c);
	fputs("\" },\n", out);
	return fclose(in);
}

int
main(int argc, char **argv)
{
	if (argc < 4) {
		fputs("usage: embed OUT NAME FILE...\n", stderr);
		return 2;
	}
	FILE *out = fopen(argv[1], "w");
	if (out == NULL) {
		perror(argv[1]);
		return 1;
	}
	fputs("/* Made by tools/embed from schema files. */\n"
	      "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#include \"schema.h\"\n\n", out);
	fprintf(out, "extern const struct migration %s_migrations[];\nextern const size_t %s_migration_count;\n\n",
		argv[2], argv[2]);
	fprintf(out, "const struct migration %s_migrations[] = {\n", argv[2]);
	for (int i = 3; i < argc; i++)
		if (write_file(out, argv[i]) != 0)
			return 1;
	fprintf(out, "};\nconst size_t %s_migration_count = %d;\n", argv[2], argc - 3);
	return fclose(out) == 0 ? 0 : 1;
}
