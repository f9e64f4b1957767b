-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The first so many documents that hold what is asked for, by their place:
-- nothing behind them is looked at, however common the words are. No more
-- than `documents` hold it (above 0).
-- name: search_match :many
-- in: query text, most int, documents int
-- out: place int, strong text
-- only: sqlite
SELECT s.place, s.strong FROM search_term t JOIN search_strong s ON s.place = t.rowid
WHERE t.search_term MATCH $1 AND $3 > 0 ORDER BY t.rowid LIMIT $2;

-- (A GIN index gives all that match, in no order. Of what is common it is asked
-- for one block of places after the other, small ones first, until there are enough.)
-- name: search_match :many
-- in: query text, most int, documents int
-- out: place int, strong text
-- only: pg
WITH RECURSIVE block (number, start, bits) AS (
	(SELECT 1, place, CASE WHEN $3 < 2500 THEN 62 ELSE 10 END
	FROM search_strong ORDER BY place LIMIT 1)
	UNION ALL
	SELECT b.number + 1, next.place, CASE WHEN b.number < 16 THEN 10 WHEN b.number < 24 THEN 13 ELSE 16 END
	FROM block b CROSS JOIN LATERAL (
		SELECT place FROM search_strong WHERE place >= ((b.start >> b.bits) + 1) << b.bits
		ORDER BY place LIMIT 1
	) AS next
)
SELECT hit.place, hit.strong FROM block b CROSS JOIN LATERAL (
	SELECT s.place, s.strong FROM search_strong s
	WHERE array_to_tsvector(string_to_array(s.terms, ' ') || ARRAY['a' || CAST(s.place >> 10 AS text),
			'b' || CAST(s.place >> 13 AS text), 'c' || CAST(s.place >> 16 AS text)])
		@@ CAST(replace(replace($1, ' AND ', ' & '), ' OR ', ' | ')
			|| CASE b.bits WHEN 10 THEN ' & a' WHEN 13 THEN ' & b' WHEN 16 THEN ' & c' ELSE ' | z' END
			|| CAST(b.start >> b.bits AS text) AS tsquery)
	AND s.place + 0 >= b.start ORDER BY s.place OFFSET 0
) AS hit LIMIT $2;

-- What is shown of one page of results; what was retired since is left out.
-- name: search_show :many
-- in: p0 int, p1 int, p2 int, p3 int, p4 int, p5 int, p6 int, p7 int, p8 int, p9 int
-- out: place, kind, address, title, summary, plain
SELECT d.place, d.kind, d.address, d.title, d.summary, d.plain FROM search_document d
WHERE d.place IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
AND (d.kind = 'service' OR EXISTS (SELECT 1 FROM content c WHERE c.id = d.version AND c.live));

-- ---- words ----

-- name: search_stem_documents :one
-- in: language text, stem text
-- out: documents int
SELECT coalesce(sum(documents), 0) FROM search_word WHERE language = $1 AND stem = $2;

-- Words that begin with a part, when what follows is a word too; between them
-- may stand what Dutch puts there.
-- name: search_word_begins :many
-- in: language text, part text, until text, length int, most int
-- out: word, stem, documents
SELECT w.word, w.stem, w.documents FROM search_word w
WHERE w.language = $1 AND w.word > $2 AND w.word < $3 AND w.documents > 0 AND EXISTS (
	SELECT 1 FROM search_word x WHERE x.language = $1 AND x.documents > 0 AND length(x.word) >= 3
	AND x.word IN (
		substr(w.word, CAST($4 AS INTEGER) + 1),
		CASE WHEN substr(w.word, CAST($4 AS INTEGER) + 1, 1) IN ('s', 'e', 'n')
			THEN substr(w.word, CAST($4 AS INTEGER) + 2) ELSE '' END,
		CASE WHEN substr(w.word, CAST($4 AS INTEGER) + 1, 2) IN ('en', 'er')
			THEN substr(w.word, CAST($4 AS INTEGER) + 3) ELSE '' END))
ORDER BY w.word LIMIT $5;

-- The same for the end, by the reversed word.
-- name: search_word_ends :many
-- in: language text, part text, until text, length int, most int
-- row: search_word_begins
SELECT w.word, w.stem, w.documents FROM search_word w
WHERE w.language = $1 AND w.reversed > $2 AND w.reversed < $3 AND w.documents > 0 AND EXISTS (
	SELECT 1 FROM search_word x WHERE x.language = $1 AND x.documents > 0 AND length(x.reversed) >= 3
	AND x.reversed IN (
		substr(w.reversed, CAST($4 AS INTEGER) + 1),
		CASE WHEN substr(w.reversed, CAST($4 AS INTEGER) + 1, 1) IN ('s', 'e', 'n')
			THEN substr(w.reversed, CAST($4 AS INTEGER) + 2) ELSE '' END,
		CASE WHEN substr(w.reversed, CAST($4 AS INTEGER) + 1, 2) IN ('ne', 're')
			THEN substr(w.reversed, CAST($4 AS INTEGER) + 3) ELSE '' END))
ORDER BY w.reversed LIMIT $5;

-- Two words of which a longer one may have been put together.
-- name: search_word_halves :many
-- in: language text, word text
-- out: first, first_stem, second, second_stem
SELECT a.word, a.stem, b.word, b.stem FROM search_word a JOIN search_word b
	ON b.language = a.language AND b.word IN (substr($2, CAST(length(a.word) + 1 AS INTEGER)),
		substr($2, CAST(length(a.word) + 2 AS INTEGER)), substr($2, CAST(length(a.word) + 3 AS INTEGER)))
WHERE a.language = $1 AND a.documents > 0 AND b.documents > 0 AND length(b.word) >= 3 AND a.word IN (
	substr($2, 1, 3), substr($2, 1, 4), substr($2, 1, 5), substr($2, 1, 6), substr($2, 1, 7), substr($2, 1, 8),
	substr($2, 1, 9), substr($2, 1, 10), substr($2, 1, 11), substr($2, 1, 12), substr($2, 1, 13), substr($2, 1, 14),
	substr($2, 1, 15), substr($2, 1, 16), substr($2, 1, 17), substr($2, 1, 18))
ORDER BY a.word, b.word;

-- Words of about that length under one of the forms: what is longer or shorter is no slip.
-- name: search_form_words :many
-- in: language text, f0 text, f1 text, f2 text, f3 text, f4 text, f5 text, f6 text, f7 text, shortest int, longest int
-- out: word
SELECT word FROM search_form WHERE language = $1 AND form IN ($2, $3, $4, $5, $6, $7, $8, $9)
AND length(word) >= $10 AND length(word) <= $11 ORDER BY form, word LIMIT 2000;

-- name: search_words :many
-- in: language text, w0 text, w1 text, w2 text, w3 text, w4 text, w5 text, w6 text, w7 text
-- out: word, stem, documents
SELECT word, stem, documents FROM search_word
WHERE language = $1 AND word IN ($2, $3, $4, $5, $6, $7, $8, $9) AND documents > 0;

-- ---- making the index ----

-- name: search_newest_missing :many
-- in: edition int, most int
-- out: id
SELECT c.id FROM (SELECT id, kind, live FROM content ORDER BY id DESC LIMIT $2) AS c
WHERE c.live AND c.kind IN ('page', 'guide')
AND NOT EXISTS (SELECT 1 FROM search_source s WHERE s.version = c.id AND s.edition = $1);

-- name: search_last :one
-- in: edition int
-- out: version
SELECT version FROM search_source WHERE edition = $1 AND kind IN ('page', 'guide') ORDER BY version DESC LIMIT 1;

-- (coalesce: by id and not by kind, of which there are many.)
-- name: search_missing :many
-- in: edition int, after id, most int
-- out: id
SELECT c.id FROM content c WHERE c.live AND coalesce(c.kind, '') IN ('page', 'guide') AND c.id > $2
AND NOT EXISTS (SELECT 1 FROM search_source s WHERE s.version = c.id AND s.edition = $1)
ORDER BY c.id LIMIT $3;

-- name: search_gone :many
-- in: edition int, most int
-- out: edition, version
SELECT s.edition, s.version FROM search_source s
WHERE s.edition <> $1 OR (s.kind IN ('page', 'guide')
	AND NOT EXISTS (SELECT 1 FROM content c WHERE c.id = s.version AND c.live)) LIMIT $2;

-- name: search_of_kind :many
-- in: kind text, edition int
-- out: version
SELECT version FROM search_source WHERE kind = $1 AND edition = $2;

-- name: search_has :one
-- in: edition int, version id
-- out: count int
SELECT count(*) FROM search_source WHERE edition = $1 AND version = $2;

-- name: search_is_large :one
-- in: most int
-- out: count int
SELECT count(*) FROM (SELECT version FROM search_source LIMIT $1) AS few;

-- name: search_older :many
-- in: kind text, name text
-- row: search_gone
SELECT edition, version FROM search_source WHERE kind = $1 AND name = $2;

-- name: search_source_insert :exec
-- in: edition int, version id, kind text, name text
INSERT INTO search_source (edition, version, kind, name) VALUES ($1, $2, $3, $4);

-- name: search_source_delete :exec
-- in: edition int, version id
DELETE FROM search_source WHERE edition = $1 AND version = $2;

-- name: search_documents_of :many
-- in: version id
-- out: place, language, words
SELECT place, language, words FROM search_document WHERE version = $1;

-- name: search_document_delete :exec
-- in: place int
DELETE FROM search_document WHERE place = $1;

-- name: search_strong_delete :exec
-- in: place int
DELETE FROM search_strong WHERE place = $1;

-- The newest of a kind stands first, so the next one stands before it.
-- name: search_first_place :one
-- in: from int, until int
-- out: place
SELECT place FROM search_strong WHERE place >= $1 AND place < $2 ORDER BY place LIMIT 1;

-- name: search_document_insert :exec
-- in: place int, version id, language text, kind text, address text
-- in: title text, summary text, plain text, words text, terms text
INSERT INTO search_document (place, version, language, kind, address, title, summary, plain, words, terms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- Behind the document: PostgreSQL looks for its terms here.
-- name: search_strong_insert :exec
-- in: place int, strong text
-- only: sqlite
INSERT INTO search_strong (place, strong) VALUES ($1, $2);

-- name: search_strong_insert :exec
-- in: place int, strong text
-- only: pg
INSERT INTO search_strong (place, strong, terms) SELECT $1, $2, terms FROM search_document WHERE place = $1;

-- name: search_word_add :one
-- in: language text, word text, reversed text, stem text, documents int
-- out: documents int
INSERT INTO search_word (language, word, reversed, stem, documents) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (language, word) DO UPDATE SET documents = search_word.documents + excluded.documents, stem = excluded.stem
RETURNING documents;

-- name: search_word_less :exec
-- in: language text, word text
UPDATE search_word SET documents = documents - 1 WHERE language = $1 AND word = $2;

-- name: search_form_insert :exec
-- in: language text, word text, f0 text, f1 text, f2 text, f3 text, f4 text, f5 text, f6 text, f7 text
INSERT INTO search_form (language, word, form) VALUES ($1, $2, $3), ($1, $2, $4), ($1, $2, $5), ($1, $2, $6),
	($1, $2, $7), ($1, $2, $8), ($1, $2, $9), ($1, $2, $10) ON CONFLICT (language, form, word) DO NOTHING;

-- ---- what was not found ----

-- name: search_missed_add :exec
-- in: day int, hash bytes
INSERT INTO search_missed (day, hash, count) VALUES ($1, $2, 1)
ON CONFLICT (day, hash) DO UPDATE SET count = search_missed.count + 1;

-- name: search_missed_days :one
-- in: hash bytes
-- out: days int
SELECT count(*) FROM search_missed WHERE hash = $1;

-- name: search_wanted_insert :exec
-- in: hash bytes, language text, words text
INSERT INTO search_wanted (hash, language, words) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING;

-- name: search_wanted_list :many
-- in: from int, until int, most int
-- out: language, words, count int
SELECT w.language, w.words, sum(m.count) FROM search_wanted w JOIN search_missed m ON m.hash = w.hash
WHERE m.day >= $1 AND m.day <= $2 GROUP BY w.hash, w.language, w.words
ORDER BY 3 DESC, w.words, w.language LIMIT $3;

-- What was asked on one or two days only is forgotten, and after two years all.
-- name: search_missed_forget :changed
-- in: rare int, all_before int
DELETE FROM search_missed WHERE day < $2
OR (day < $1 AND NOT EXISTS (SELECT 1 FROM search_wanted w WHERE w.hash = search_missed.hash));

-- name: search_wanted_forget :changed
DELETE FROM search_wanted WHERE NOT EXISTS (SELECT 1 FROM search_missed m WHERE m.hash = search_wanted.hash);
