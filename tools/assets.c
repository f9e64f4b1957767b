/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * assets: static files -> C, so that the program carries them.
 *
 *   assets DIR FILE...
 *       DIR/assets.h and DIR/assets.c: `assets[]` with each file as it is and
 *       compressed, and a macro ASSET_NAME with its address.
 *
 * The address holds a hash of the content ("/static/nabij.3f9a1c0b22de.css"),
 * so a browser may keep it for ever.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define MAX_FILE (4 << 20)

struct file {
	const char *name;
	unsigned char *bytes;
	size_t n;
	char address[256];
	char macro[128];
};

static _Noreturn void
fail(const char *path, const char *reason)
{
	fprintf(stderr, "%s:1: %s\n", path, reason);
	exit(1);
}

/* FNV-1a: no adversary here, only different contents. */
static uint64_t
hash(const unsigned char *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325U;
	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * 0x100000001b3U;
	return h;
}

static struct file
read_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct file f = { .name = slash == NULL ? path : slash + 1, .bytes = malloc(MAX_FILE) };
	FILE *in = fopen(path, "rb");
	if (in == NULL || f.bytes == NULL)
		fail(path, "cannot be opened");
	f.n = fread(f.bytes, 1, MAX_FILE, in);
	if (ferror(in) || f.n == MAX_FILE)
		fail(path, "cannot be read, or is too big");
	fclose(in);
	const char *dot = strrchr(f.name, '.');
	if (dot == NULL || dot == f.name)
		fail(path, "has no type in its name");
	snprintf(f.address, sizeof f.address, "/static/%.*s.%012llx%s", (int)(dot - f.name), f.name,
	    (unsigned long long)(hash(f.bytes, f.n) >> 16), dot);
	snprintf(f.macro, sizeof f.macro, "ASSET_%s", f.name);
	for (char *c = f.macro; *c != 0; c++)
		*c = isalnum((unsigned char)*c) ? (char)toupper((unsigned char)*c) : '_';
	return f;
}

static const char *
content_type(const char *name)
{
	static const char *const types[][2] = { { ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" }, { ".svg", "image/svg+xml" }, { ".png", "image/png" },
		{ ".ico", "image/x-icon" }, { ".txt", "text/plain; charset=utf-8" },
		{ ".webmanifest", "application/manifest+json" }, { ".woff2", "font/woff2" } };
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(dot, types[i][0]) == 0)
			return types[i][1];
	fail(name, "is of an unknown type");
}

/* Returns the length; *ret_bytes is allocated. No time or name in it: the same bytes give the same bytes. */
static size_t
compress_gzip(const struct file *f, unsigned char **ret_bytes)
{
	z_stream z = { 0 };
	uLong room = compressBound((uLong)f->n) + 64;
	unsigned char *out = malloc(room);
	if (out == NULL || deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		fail(f->name, "cannot be compressed");
	z.next_in = f->bytes;
	z.avail_in = (uInt)f->n;
	z.next_out = out;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		fail(f->name, "cannot be compressed");
	deflateEnd(&z);
	*ret_bytes = out;
	return z.total_out;
}

static void
put_bytes(FILE *out, const char *kind, size_t index, const unsigned char *p, size_t n)
{
	fprintf(out, "static const unsigned char %s_%zu[] = {", kind, index);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%s%u,", i % 24 == 0 ? "\n\t" : "", p[i]);
	fputs("0 };\n", out);
}

static FILE *
open_output(const char *dir, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "wb");
	if (f == NULL)
		fail(path, "cannot be written");
	return f;
}

static void
emit_header(const char *dir, const struct file *files, int count)
{
	FILE *out = open_output(dir, "assets.h");
	fputs("/* Made by tools/assets from web/dist. */\n#pragma once\n#include \"str.h\"\n\n"
	      "struct asset {\n"
	      "\tstruct str name; /* nabij.css */\n"
	      "\tstruct str path; /* /static/nabij.3f9a1c0b22de.css: another content, another path */\n"
	      "\tstruct str type; /* for Content-Type */\n"
	      "\tstruct str bytes;\n"
	      "\tstruct str gzip; /* for who accepts it; absent where it saves nothing */\n"
	      "};\n\n"
	      "extern const struct asset assets[];\nextern const size_t asset_count;\n\n", out);
	for (int i = 0; i < count; i++)
		fprintf(out, "#define %s \"%s\"\n", files[i].macro, files[i].address);
	if (fclose(out) != 0)
		fail("assets.h", "cannot be written");
}

static void
emit_entry(FILE *out, const struct file *f, int i, size_t packed)
{
	fprintf(out, "\t{ STR_INIT(\"%s\"), STR_INIT(\"%s\"), STR_INIT(\"%s\"),\n", f->name, f->address,
	    content_type(f->name));
	fprintf(out, "\t    { (const char *)bytes_%d, %zu }, ", i, f->n);
	if (packed < f->n)
		fprintf(out, "{ (const char *)gzip_%d, %zu } },\n", i, packed);
	else
		fputs("{ NULL, 0 } },\n", out);
}

int
main(int argc, char **argv)
{
	if (argc < 3)
		fail("assets", "usage: assets DIR FILE...");
	int count = argc - 2;
	struct file *files = calloc((size_t)count, sizeof *files);
	size_t *packed = calloc((size_t)count, sizeof *packed);
	if (files == NULL || packed == NULL)
		abort();
	FILE *out = open_output(argv[1], "assets.c");
	fputs("/* Made by tools/assets from web/dist. */\n#include \"assets.h\"\n\n", out);
	for (int i = 0; i < count; i++) {
		unsigned char *gzip;
		files[i] = read_file(argv[i + 2]);
		packed[i] = compress_gzip(&files[i], &gzip);
		put_bytes(out, "bytes", (size_t)i, files[i].bytes, files[i].n);
		if (packed[i] < files[i].n)
			put_bytes(out, "gzip", (size_t)i, gzip, packed[i]);
		free(gzip);
	}
	fputs("\nconst struct asset assets[] = {\n", out);
	for (int i = 0; i < count; i++)
		emit_entry(out, &files[i], i, packed[i]);
	fprintf(out, "};\nconst size_t asset_count = %d;\n", count);
	if (fclose(out) != 0)
		fail("assets.c", "cannot be written");
	emit_header(argv[1], files, count);
	for (int i = 0; i < count; i++)
		free(files[i].bytes);
	free(files);
	free(packed);
	return 0;
}
