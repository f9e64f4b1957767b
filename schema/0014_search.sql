-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What can be found. Everything here can be made anew from what is live.

-- Of which versions the documents are, as made by which edition of the analysis.
-- clustered
CREATE TABLE search_source (
	edition int NOT NULL,
	version id NOT NULL,
	kind text NOT NULL,
	name text NOT NULL,
	PRIMARY KEY (edition, version)
);
CREATE INDEX search_source_name ON search_source (kind, name);

-- One row a document in one language. place is the order in which documents
-- are looked at: the best kinds first, of a kind the newest. words and terms
-- have spaces between; terms are what both databases index.
CREATE TABLE search_document (
	place int NOT NULL PRIMARY KEY,
	version id NOT NULL,
	language text NOT NULL,
	kind text NOT NULL,
	address text NOT NULL,
	title text NOT NULL,
	summary text NOT NULL,
	plain text NOT NULL,
	words text NOT NULL,
	terms text NOT NULL
);
CREATE INDEX search_document_version ON search_document (version);

-- The little of each document that ranking reads.
-- clustered
CREATE TABLE search_strong (
	place int NOT NULL PRIMARY KEY,
	strong text NOT NULL
);

-- only: pg
CREATE INDEX search_document_terms ON search_document USING gin (array_to_tsvector(string_to_array(terms, ' ')));

-- only: sqlite
CREATE VIRTUAL TABLE search_term USING fts5 (
	terms, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii'
);
-- only: sqlite
CREATE TRIGGER search_document_in AFTER INSERT ON search_document BEGIN
	INSERT INTO search_term (rowid, terms) VALUES (new.place, new.terms); END;
-- only: sqlite
CREATE TRIGGER search_document_out AFTER DELETE ON search_document BEGIN
	INSERT INTO search_term (search_term, rowid, terms) VALUES ('delete', old.place, old.terms); END;

-- The words that live documents hold, as people write them.
-- clustered
CREATE TABLE search_word (
	language text NOT NULL,
	word text NOT NULL,
	reversed text NOT NULL,
	stem text NOT NULL,
	documents int NOT NULL,
	PRIMARY KEY (language, word)
);
CREATE INDEX search_word_reversed ON search_word (language, reversed);
CREATE INDEX search_word_stem ON search_word (language, stem);

-- Under which forms a word is met by what lies near it (words_forms).
-- clustered
CREATE TABLE search_form (
	language text NOT NULL,
	form text NOT NULL,
	word text NOT NULL,
	PRIMARY KEY (language, form, word)
);

-- Days on which something was searched without a result: a keyed hash of the
-- words and a number, nobody's. The words are kept once it was on several days.
-- clustered
CREATE TABLE search_missed (
	day int NOT NULL,
	hash bytes NOT NULL,
	count int NOT NULL,
	PRIMARY KEY (day, hash)
);
CREATE INDEX search_missed_hash ON search_missed (hash);
-- clustered
CREATE TABLE search_wanted (
	hash bytes NOT NULL PRIMARY KEY,
	language text NOT NULL,
	words text NOT NULL
);
