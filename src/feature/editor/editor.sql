-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- ---- drafts ----

-- name: editor_revision_insert :exec
-- in: id id, kind text, name text, body text, writer id, made time
INSERT INTO content_revision (id, kind, name, body, writer, made) VALUES ($1, $2, $3, $4, $5, $6);

-- name: editor_revision_get :one
-- in: kind text, name text, id id
-- out: body, writer, made
SELECT body, writer, made FROM content_revision WHERE kind = $1 AND name = $2 AND id = $3;

-- name: editor_draft_get :one
-- in: kind text, name text
-- out: revision, base, writer, state, sender, reviewer, changed, due, body
SELECT d.revision, d.base, d.writer, d.state, d.sender, d.reviewer, d.changed, d.due, r.body
FROM content_draft d JOIN content_revision r ON r.id = d.revision WHERE d.kind = $1 AND d.name = $2;

-- Whatever it was, a text that was changed is being written again.
-- name: editor_draft_put :exec
-- in: kind text, name text, revision id, base id?, writer id, changed time
INSERT INTO content_draft (kind, name, revision, base, writer, state, changed)
VALUES ($1, $2, $3, $4, $5, 'writing', $6)
ON CONFLICT (kind, name) DO UPDATE SET revision = excluded.revision, base = excluded.base, writer = excluded.writer,
state = 'writing', sender = NULL, reviewer = NULL, due = NULL, changed = excluded.changed;

-- name: editor_draft_delete :changed
-- in: kind text, name text, revision id
DELETE FROM content_draft WHERE kind = $1 AND name = $2 AND revision = $3;

-- name: editor_draft_hand_in :changed
-- in: kind text, name text, revision id, account id, changed time
UPDATE content_draft SET state = 'review', sender = $4, reviewer = NULL, due = NULL, changed = $5
WHERE kind = $1 AND name = $2 AND revision = $3 AND state = 'writing';

-- Two people: not who wrote this text, and not who handed it in.
-- name: editor_draft_approve :changed
-- in: kind text, name text, revision id, account id, changed time
UPDATE content_draft SET state = 'approved', reviewer = $4, changed = $5
WHERE kind = $1 AND name = $2 AND revision = $3 AND state = 'review' AND writer <> $4 AND sender <> $4;

-- name: editor_draft_send_back :changed
-- in: kind text, name text, revision id, changed time
UPDATE content_draft SET state = 'writing', sender = NULL, reviewer = NULL, due = NULL, changed = $4
WHERE kind = $1 AND name = $2 AND revision = $3 AND state <> 'writing';

-- name: editor_draft_schedule :changed
-- in: kind text, name text, revision id, changed time, due time
UPDATE content_draft SET state = 'scheduled', due = $5, changed = $4
WHERE kind = $1 AND name = $2 AND revision = $3 AND state IN ('approved', 'scheduled') AND reviewer IS NOT NULL;

-- name: editor_draft_unschedule :changed
-- in: kind text, name text, revision id, changed time
UPDATE content_draft SET state = 'approved', due = NULL, changed = $4
WHERE kind = $1 AND name = $2 AND revision = $3 AND state = 'scheduled';

-- The draft goes, and with it the right to publish it once more.
-- name: editor_draft_take :changed
-- in: kind text, name text, revision id
DELETE FROM content_draft WHERE kind = $1 AND name = $2 AND revision = $3 AND state IN ('approved', 'scheduled')
AND reviewer IS NOT NULL AND reviewer <> writer AND reviewer <> sender;

-- name: editor_draft_due :many
-- in: now time
-- out: kind, name, revision
SELECT kind, name, revision FROM content_draft WHERE state = 'scheduled' AND due <= $1
ORDER BY due NULLS LAST, kind, name LIMIT 50;

-- ---- history ----

-- name: editor_event_insert :exec
-- in: id id, kind text, name text, what text, account id?, revision id?, version id?, made time, remark text?
INSERT INTO content_event (id, kind, name, what, account, revision, version, made, remark)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: editor_event_list :many
-- in: kind text, name text
-- out: what, account, revision, version, made, remark
SELECT what, account, revision, version, made, remark FROM content_event WHERE kind = $1 AND name = $2
ORDER BY made DESC, id DESC LIMIT 100;

-- ---- lists ----

-- name: editor_summary_put :exec
-- in: kind text, name text, version id?, part text, lang text, type text, title text, audience text, owner text
-- in: checked text, score int, faults int, search text
INSERT INTO content_summary (kind, name, version, part, lang, type, title, audience, owner, checked, score, faults,
search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (kind, name) DO UPDATE SET version = excluded.version, part = excluded.part, lang = excluded.lang,
type = excluded.type, title = excluded.title, audience = excluded.audience, owner = excluded.owner,
checked = excluded.checked, score = excluded.score, faults = excluded.faults, search = excluded.search;

-- name: editor_summary_delete :exec
-- in: kind text, name text
DELETE FROM content_summary WHERE kind = $1 AND name = $2;

-- name: editor_summary_offline :exec
-- in: kind text, name text
UPDATE content_summary SET version = NULL WHERE kind = $1 AND name = $2;

-- name: editor_link_clear :exec
-- in: kind text, name text
DELETE FROM content_link WHERE kind = $1 AND name = $2;

-- name: editor_link_put :exec
-- in: kind text, name text, target text
INSERT INTO content_link (kind, name, target) VALUES ($1, $2, $3) ON CONFLICT (kind, name, target) DO NOTHING;

-- What came in from files, or went live at its time.
-- name: editor_summary_stale :many
-- out: id id, kind text, name text
SELECT c.id, c.kind, c.name FROM content c
LEFT JOIN content_summary s ON s.kind = c.kind AND s.name = c.name AND s.version = c.id
WHERE c.live AND c.kind IN ('page', 'guide') AND s.kind IS NULL
ORDER BY c.kind, c.name LIMIT 51;

-- One page of the list; the 51st row says whether there are more. Empty text
-- in a parameter is: any.
-- name: editor_list :many
-- in: after text, after_kind text, lang text, type text, audience text, state text, checked_before text, search text
-- out: kind text, name text, part text, lang text, type text, title text, audience text, owner text, checked text
-- out: score int, faults int, version id?, state text?, due time?, gone time?
-- only: sqlite
SELECT s.kind, s.name, s.part, s.lang, s.type, s.title, s.audience, s.owner, s.checked, s.score, s.faults, s.version,
d.state, d.due, g.made
FROM content_summary s
LEFT JOIN content_draft d ON d.kind = s.kind AND d.name = s.name
LEFT JOIN content_gone g ON g.kind = s.kind AND g.name = s.name
WHERE (s.name, s.kind) > ($1, $2)
AND ($3 = '' OR s.lang = $3) AND ($4 = '' OR s.type = $4) AND ($5 = '' OR s.audience = $5)
AND ($6 = '' OR d.state = $6 OR ($6 = 'live' AND s.version IS NOT NULL) OR ($6 = 'gone' AND g.made IS NOT NULL))
AND ($7 = '' OR (s.checked < $7 AND s.version IS NOT NULL)) AND ($8 = '' OR instr(s.search, $8) > 0)
ORDER BY s.name, s.kind LIMIT 51;

-- name: editor_list :many
-- in: after text, after_kind text, lang text, type text, audience text, state text, checked_before text, search text
-- out: kind text, name text, part text, lang text, type text, title text, audience text, owner text, checked text
-- out: score int, faults int, version id?, state text?, due time?, gone time?
-- only: pg
SELECT s.kind, s.name, s.part, s.lang, s.type, s.title, s.audience, s.owner, s.checked, s.score, s.faults, s.version,
d.state, d.due, g.made
FROM content_summary s
LEFT JOIN content_draft d ON d.kind = s.kind AND d.name = s.name
LEFT JOIN content_gone g ON g.kind = s.kind AND g.name = s.name
WHERE (s.name, s.kind) > ($1, $2)
AND ($3 = '' OR s.lang = $3) AND ($4 = '' OR s.type = $4) AND ($5 = '' OR s.audience = $5)
AND ($6 = '' OR d.state = $6 OR ($6 = 'live' AND s.version IS NOT NULL) OR ($6 = 'gone' AND g.made IS NOT NULL))
AND ($7 = '' OR (s.checked < $7 AND s.version IS NOT NULL)) AND ($8 = '' OR strpos(s.search, $8) > 0)
ORDER BY s.name, s.kind LIMIT 51;

-- name: editor_waiting :many
-- in: state text
-- out: kind, name, writer, sender, changed, due
SELECT kind, name, writer, sender, changed, due FROM content_draft WHERE state = $1
ORDER BY changed, kind, name LIMIT 50;

-- name: editor_unchecked :many
-- in: before text
-- out: kind, name, title, lang, checked, owner
SELECT kind, name, title, lang, checked, owner FROM content_summary
WHERE version IS NOT NULL AND checked < $1 ORDER BY checked, name LIMIT 100;

-- name: editor_one_language :many
-- out: kind text, name text, title text, lang text, part text
SELECT s.kind, s.name, s.title, s.lang, s.part FROM content_summary s
LEFT JOIN content_summary o ON o.part = s.part AND o.lang <> s.lang AND o.kind = s.kind AND o.version IS NOT NULL
WHERE s.kind = 'page' AND s.version IS NOT NULL AND o.kind IS NULL ORDER BY s.name LIMIT 100;

-- Links of live pages to what is neither a page in their language nor a guide.
-- name: editor_dead_links :many
-- out: kind text, name text, title text, lang text, target text
SELECT l.kind, l.name, s.title, s.lang, l.target FROM content_link l
JOIN content_summary s ON s.kind = l.kind AND s.name = l.name AND s.version IS NOT NULL
LEFT JOIN content_summary p ON p.kind = 'page' AND p.part = l.target AND (p.lang = s.lang OR s.lang = '')
AND p.version IS NOT NULL
LEFT JOIN content_summary g ON g.kind = 'guide' AND 'guide/' || g.part = l.target AND g.version IS NOT NULL
WHERE p.kind IS NULL AND g.kind IS NULL
ORDER BY l.kind, l.name, l.target LIMIT 500;

-- Whether something live has that name; for where a page leads after it was taken down.
-- name: editor_live_part :many
-- in: part text
-- out: lang
SELECT lang FROM content_summary WHERE kind = 'page' AND part = $1 AND version IS NOT NULL ORDER BY lang LIMIT 2;
