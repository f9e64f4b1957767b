-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The list in pages of 50; the 51st row says whether there are more.

-- name: work_page_after :many
-- in: team id, due time, id id
-- out: id, kind, client, registration id?, due, number text?, decision text?, attempts int?, label enc?, wish text?
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
WHERE w.team = $1 AND w.open AND (w.due, w.id) > ($2, $3)
ORDER BY w.due, w.id LIMIT 51;

-- name: work_page_before :many
-- in: team id, due time, id id
-- row: work_page_after
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
WHERE w.team = $1 AND w.open AND (w.due, w.id) < ($2, $3)
ORDER BY w.due DESC, w.id DESC LIMIT 51;

-- name: work_page_kind_after :many
-- in: team id, due time, id id, kind text
-- row: work_page_after
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
WHERE w.team = $1 AND w.kind = $4 AND w.open AND (w.due, w.id) > ($2, $3)
ORDER BY w.due, w.id LIMIT 51;

-- name: work_page_kind_before :many
-- in: team id, due time, id id, kind text
-- row: work_page_after
-- unscoped: the list of one team; its labels are opened under one record for all of them
SELECT w.id, w.kind, w.client, w.registration, w.due, g.number, g.decision, g.attempts, g.label, p.wish
FROM work_item w
LEFT JOIN registration g ON g.id = w.registration
LEFT JOIN contact_profile p ON p.client = w.client
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
-- in: reason enc?, note enc?
INSERT INTO contact (id, client, registration, account, made, channel, result, fit, reason, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: work_contact_list :many
-- in: client id
-- out: id, made, channel, result, fit, reason, note
SELECT id, made, channel, result, fit, reason, note FROM contact
WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 100;
