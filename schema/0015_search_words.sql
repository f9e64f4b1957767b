-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- SQLite took the primary key, with the language alone, before an index that begins with the language too.
-- (Ranges go by language and reversed word, single words by the reversed word first.)
CREATE INDEX search_word_by_stem ON search_word (stem, language, documents);
CREATE INDEX search_word_by_end ON search_word (reversed, language, documents);
DROP INDEX search_word_stem;
