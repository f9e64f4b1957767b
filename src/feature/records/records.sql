-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Four ways to the same lines, each along an index of its own; the 51st says whether there are more.

-- name: records_page :many
-- in: since time, until time, before time, id id
-- out: id, made, actor_kind, client, part, purpose, emergency, list_size int, actor, name enc?, number text?
-- unscoped: the numbers of registrations, for who looks after the records of all
SELECT r.id, r.made, r.actor_kind, r.client, r.part, r.purpose, r.emergency,
	coalesce(length(r.clients), 0), r.actor, a.name,
	(SELECT g.number FROM registration g WHERE g.client = r.client ORDER BY g.received DESC, g.id DESC LIMIT 1)
FROM access_record r LEFT JOIN account a ON a.id = r.actor AND a.client IS NULL
WHERE r.made < $2 AND r.made >= $1 AND (r.made, r.id) < ($3, $4)
ORDER BY r.made DESC, r.id DESC LIMIT 51;

-- name: records_page_emergency :many
-- in: since time, until time, before time, id id
-- row: records_page
-- unscoped: the numbers of registrations, for who looks after the records of all
SELECT r.id, r.made, r.actor_kind, r.client, r.part, r.purpose, r.emergency,
	coalesce(length(r.clients), 0), r.actor, a.name,
	(SELECT g.number FROM registration g WHERE g.client = r.client ORDER BY g.received DESC, g.id DESC LIMIT 1)
FROM access_record r LEFT JOIN account a ON a.id = r.actor AND a.client IS NULL
WHERE r.emergency AND r.made < $2 AND r.made >= $1 AND (r.made, r.id) < ($3, $4)
ORDER BY r.made DESC, r.id DESC LIMIT 51;

-- name: records_page_account :many
-- in: since time, until time, before time, id id, account id, emergency bool
-- row: records_page
-- unscoped: the numbers of registrations, for who looks after the records of all
SELECT r.id, r.made, r.actor_kind, r.client, r.part, r.purpose, r.emergency,
	coalesce(length(r.clients), 0), r.actor, a.name,
	(SELECT g.number FROM registration g WHERE g.client = r.client ORDER BY g.received DESC, g.id DESC LIMIT 1)
FROM access_record r LEFT JOIN account a ON a.id = r.actor AND a.client IS NULL
WHERE r.actor = $5 AND (r.emergency OR NOT $6) AND r.made < $2 AND r.made >= $1 AND (r.made, r.id) < ($3, $4)
ORDER BY r.made DESC, r.id DESC LIMIT 51;

-- name: records_page_client :many
-- in: since time, until time, before time, id id, client id, emergency bool, account id?
-- row: records_page
-- unscoped: the numbers of registrations, for who looks after the records of all
SELECT r.id, r.made, r.actor_kind, r.client, r.part, r.purpose, r.emergency,
	coalesce(length(r.clients), 0), r.actor, a.name,
	(SELECT g.number FROM registration g WHERE g.client = r.client ORDER BY g.received DESC, g.id DESC LIMIT 1)
FROM access_record r LEFT JOIN account a ON a.id = r.actor AND a.client IS NULL
WHERE r.client = $5 AND (r.emergency OR NOT $6) AND (r.actor = $7 OR $7 IS NULL)
	AND r.made < $2 AND r.made >= $1 AND (r.made, r.id) < ($3, $4)
ORDER BY r.made DESC, r.id DESC LIMIT 51;

-- name: records_number_get :one
-- in: number text
-- out: client
-- unscoped: which client it is, is what is asked
SELECT client FROM registration WHERE number = $1 LIMIT 1;

-- name: records_worker_list :many
-- out: id, name
SELECT id, name FROM account WHERE client IS NULL;

-- name: records_emergency_open :many
-- out: id, made, number, reason, account, name enc, seen, seen_by, seen_name enc?
-- unscoped: what the privacy officer looks at, of all clients
SELECT e.id, e.made, e.number, e.reason, e.account, a.name, e.seen, e.seen_by, b.name
FROM emergency e JOIN account a ON a.id = e.account LEFT JOIN account b ON b.id = e.seen_by
WHERE e.seen IS NULL ORDER BY e.made, e.id LIMIT 100;

-- name: records_emergency_done :many
-- row: records_emergency_open
-- unscoped: what the privacy officer looks at, of all clients
SELECT e.id, e.made, e.number, e.reason, e.account, a.name, e.seen, e.seen_by, b.name
FROM emergency e JOIN account a ON a.id = e.account LEFT JOIN account b ON b.id = e.seen_by
WHERE e.seen IS NOT NULL ORDER BY e.made DESC, e.id DESC LIMIT 100;

-- name: records_emergency_seen :changed
-- in: id id, seen time, seen_by id
-- unscoped: what the privacy officer looks at, of all clients
UPDATE emergency SET seen = $2, seen_by = $3 WHERE id = $1 AND seen IS NULL;
