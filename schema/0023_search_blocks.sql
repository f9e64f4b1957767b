-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- PostgreSQL's index knows in which block a place lies, small, larger and
-- large: the best thousand are found block by block. It stands on the narrow
-- table, so that a thousand hits are a hundred pages and not a thousand.
-- only: pg
DROP INDEX search_document_terms;
-- only: pg
ALTER TABLE search_strong ADD COLUMN terms text;
-- only: pg
UPDATE search_strong SET terms = (SELECT d.terms FROM search_document d WHERE d.place = search_strong.place);
-- only: pg
CREATE INDEX search_strong_terms ON search_strong USING gin (array_to_tsvector(string_to_array(terms, ' ') ||
	ARRAY['a' || CAST(place >> 10 AS text), 'b' || CAST(place >> 13 AS text), 'c' || CAST(place >> 16 AS text)]))
	WITH (fastupdate = off);
