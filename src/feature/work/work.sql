-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The list in pages of 50; the 51st row says whether there are more.

-- name: work_page_after :many
-- in: team id, due time, id id
-- out: id, kind, client, registration id?, due, number text?, decision text?, attempts int?, label enc?, wish text?
-- out: assigned id?, assigned_name enc?
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish,
	s.account, a.name
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
LEFT JOIN assignment s ON s.client = w.client AND s.until IS NULL
LEFT JOIN account a ON a.id = s.account
WHERE w.team = $1 AND w.open AND (w.due, w.id) > ($2, $3)
ORDER BY w.due, w.id LIMIT 51;

-- name: work_page_before :many
-- in: team id, due time, id id
-- row: work_page_after
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish,
	s.account, a.name
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
LEFT JOIN assignment s ON s.client = w.client AND s.until IS NULL
LEFT JOIN account a ON a.id = s.account
WHERE w.team = $1 AND w.open AND (w.due, w.id) < ($2, $3)
ORDER BY w.due DESC, w.id DESC LIMIT 51;

-- name: work_page_kind_after :many
-- in: team id, due time, id id, kind text
-- row: work_page_after
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish,
	s.account, a.name
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
LEFT JOIN assignment s ON s.client = w.client AND s.until IS NULL
LEFT JOIN account a ON a.id = s.account
WHERE w.team = $1 AND w.kind = $4 AND w.open AND (w.due, w.id) > ($2, $3)
ORDER BY w.due, w.id LIMIT 51;

-- name: work_page_kind_before :many
-- in: team id, due time, id id, kind text
-- row: work_page_after
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish,
	s.account, a.name
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
LEFT JOIN assignment s ON s.client = w.client AND s.until IS NULL
LEFT JOIN account a ON a.id = s.account
WHERE w.team = $1 AND w.kind = $4 AND w.open AND (w.due, w.id) < ($2, $3)
ORDER BY w.due DESC, w.id DESC LIMIT 51;

-- name: work_open_of_client :many
-- in: client id
-- out: id, kind, due
SELECT id, kind, due FROM work_item WHERE client = $1 AND open ORDER BY due, id LIMIT 50;

-- name: work_item_close_kind :changed
-- in: client id, kind text, account id, closed time
UPDATE work_item SET open = FALSE, closed_by = $3, closed = $4 WHERE client = $1 AND open AND kind = $2;

-- name: work_item_delay :changed
-- in: client id, kind text, due time
UPDATE work_item SET due = $3 WHERE client = $1 AND open AND kind = $2;

-- name: work_item_insert :exec
-- in: id id, team id, kind text, client id, registration id, due time
INSERT INTO work_item (id, team, kind, client, registration, due, open) VALUES ($1, $2, $3, $4, $5, $6, TRUE);

-- name: work_contact_insert :exec
-- in: id id, client id, registration id, account id, made time, channel text, result text, fit text
-- in: reason enc?, note enc?, report enc?, published time?
INSERT INTO contact (id, client, registration, account, made, channel, result, fit, reason, note, report, published)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: work_contact_list :many
-- in: client id
-- out: id, made, channel, result, fit, reason, note, report, published
SELECT id, made, channel, result, fit, reason, note, report, published FROM contact
WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 100;

-- name: work_contact_publish :changed
-- in: client id, id id, published time
UPDATE contact SET published = $3 WHERE client = $1 AND id = $2 AND report IS NOT NULL AND published IS NULL;

-- name: work_report_list :many
-- in: client id
-- out: id, made, channel, report enc, published time
SELECT id, made, channel, report, published FROM contact
WHERE client = $1 AND published IS NOT NULL ORDER BY made DESC, id DESC LIMIT 100;

-- ---- tasks ----

-- name: work_task_insert :exec
-- in: id id, client id, made time, made_by id, for_client bool, due time, text enc
INSERT INTO task (id, client, made, made_by, for_client, due, text) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: work_task_list :many
-- in: client id
-- out: id, for_client, due, text
SELECT id, for_client, due, text FROM task WHERE client = $1 AND done IS NULL ORDER BY due, id LIMIT 100;

-- name: work_task_own_list :many
-- in: client id
-- out: id, due, done time?, text
SELECT id, due, done, text FROM task WHERE client = $1 AND for_client ORDER BY due, id LIMIT 1000;

-- name: work_task_finish :changed
-- in: client id, id id, done time, done_by id
UPDATE task SET done = $3, done_by = $4 WHERE client = $1 AND id = $2 AND done IS NULL;

-- name: work_task_finish_own :changed
-- in: client id, id id, done time
UPDATE task SET done = $3, done_by = $1 WHERE client = $1 AND id = $2 AND for_client AND done IS NULL;

-- ---- finding ----

-- name: work_find_number :many
-- in: team id, number text
-- out: client, registration id, number, label
-- unscoped: which client it is, is what is asked, within the team
SELECT g.client, g.id, g.number, g.label FROM registration g JOIN client c ON c.id = g.client
WHERE g.number = $2 AND c.team = $1 LIMIT 51;

-- name: work_find_index :many
-- in: team id, kind int, mac bytes
-- row: work_find_number
-- unscoped: which client it is, is what is asked, within the team
SELECT g.client, g.id, g.number, g.label FROM client_index x
JOIN client c ON c.id = x.client JOIN registration g ON g.client = x.client
WHERE x.kind = $2 AND x.mac = $3 AND c.team = $1 ORDER BY g.received DESC, g.id LIMIT 51;

-- name: work_by_number :one
-- in: number text
-- out: client, number
-- unscoped: an emergency, in any team
SELECT client, number FROM registration WHERE number = $1 LIMIT 1;

-- ---- whose ----

-- Colleagues to whom a client of the team can go.
-- name: work_colleague_list :many
-- in: team id, role text
-- out: id, name
SELECT id, name FROM account WHERE team = $1 AND role = $2 AND closed IS NULL;

-- name: work_caseload :many
-- in: account id, since time, id id
-- out: id, client, registration, since, number, decision, label, wish text?, due time?, task time?
-- unscoped: the caseload of one worker; its labels are opened under one record for all of them
SELECT s.id, s.client, s.registration, s.since, g.number, g.decision, g.label, p.wish,
	(SELECT min(w.due) FROM work_item w WHERE w.client = s.client AND w.open),
	(SELECT min(k.due) FROM task k WHERE k.client = s.client AND k.done IS NULL)
FROM assignment s
JOIN registration g ON g.id = s.registration
LEFT JOIN contact_profile p ON p.client = s.client
WHERE s.account = $1 AND s.until IS NULL AND (s.since, s.id) > ($2, $3)
ORDER BY s.since, s.id LIMIT 51;
