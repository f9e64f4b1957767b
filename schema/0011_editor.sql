-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Writing, reviewing and publishing of content in the browser.

-- Lists walk what is live, however many versions there were.
CREATE INDEX content_live ON content (live, kind, name);

-- A page that was taken off the site, and where it leads now.
-- clustered
CREATE TABLE content_gone (
	kind text NOT NULL,
	name text NOT NULL,
	made time NOT NULL,
	goes_to text,
	PRIMARY KEY (kind, name)
);

-- The file of the content folder as it was last taken: what stayed the same
-- since does not undo what was published in the browser.
-- clustered
CREATE TABLE content_file (
	kind text NOT NULL,
	name text NOT NULL,
	hash bytes NOT NULL,
	PRIMARY KEY (kind, name)
);

-- What editors wrote. A revision never changes; which one counts stands in the
-- draft.
CREATE TABLE content_revision (
	id id NOT NULL PRIMARY KEY,
	kind text NOT NULL,
	name text NOT NULL,
	body text NOT NULL,
	writer id NOT NULL REFERENCES account (id),
	made time NOT NULL
);
CREATE INDEX content_revision_name ON content_revision (kind, name, made);

-- The one draft of a page. base: the version that was live when the revision
-- was made. state: writing, review, approved, scheduled.
-- clustered
CREATE TABLE content_draft (
	kind text NOT NULL,
	name text NOT NULL,
	revision id NOT NULL REFERENCES content_revision (id),
	base id,
	writer id NOT NULL REFERENCES account (id),
	state text NOT NULL,
	sender id REFERENCES account (id),
	reviewer id REFERENCES account (id),
	changed time NOT NULL,
	due time,
	PRIMARY KEY (kind, name)
);
CREATE INDEX content_draft_due ON content_draft (state, due);

-- What was done to a page, by whom (nobody: by itself, at its time) and why.
CREATE TABLE content_event (
	id id NOT NULL PRIMARY KEY,
	kind text NOT NULL,
	name text NOT NULL,
	what text NOT NULL,
	account id REFERENCES account (id),
	revision id,
	version id,
	made time NOT NULL,
	remark text
);
CREATE INDEX content_event_name ON content_event (kind, name, made);
CREATE INDEX content_event_version ON content_event (version);

-- What a page says of itself, for lists: of the live version, or of the draft
-- when there is none. search: what is searched in, lower case.
-- clustered
CREATE TABLE content_summary (
	kind text NOT NULL,
	name text NOT NULL,
	version id,
	part text NOT NULL,
	lang text NOT NULL,
	type text NOT NULL,
	title text NOT NULL,
	audience text NOT NULL,
	owner text NOT NULL,
	checked text NOT NULL,
	score int NOT NULL,
	faults int NOT NULL,
	search text NOT NULL,
	PRIMARY KEY (kind, name)
);
CREATE INDEX content_summary_part ON content_summary (part, lang);
CREATE INDEX content_summary_checked ON content_summary (checked);

-- Where a page leads to on this site, without language.
-- clustered
CREATE TABLE content_link (
	kind text NOT NULL,
	name text NOT NULL,
	target text NOT NULL,
	PRIMARY KEY (kind, name, target)
);

-- What was said of a picture or download that an editor uploaded. Without
-- either text it is decoration.
-- clustered
CREATE TABLE media_note (
	name text NOT NULL PRIMARY KEY,
	label_nl text,
	label_en text,
	width int NOT NULL,
	height int NOT NULL,
	account id NOT NULL REFERENCES account (id),
	made time NOT NULL
);
