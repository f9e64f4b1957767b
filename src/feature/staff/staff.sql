-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: staff_member_list :many
-- out: id, role, team, email, name, made, seen, team_name text?
SELECT a.id, a.role, a.team, a.email, a.name, a.made, a.seen, t.name
FROM account a LEFT JOIN team t ON t.id = a.team
WHERE a.closed IS NULL AND a.client IS NULL;

-- name: staff_member_one :one
-- in: id id
-- row: staff_member_list
SELECT a.id, a.role, a.team, a.email, a.name, a.made, a.seen, t.name
FROM account a LEFT JOIN team t ON t.id = a.team
WHERE a.id = $1 AND a.closed IS NULL AND a.client IS NULL;

-- name: staff_email_taken :one
-- in: email_mac bytes, now time
-- out: n int
SELECT (SELECT count(*) FROM account WHERE email_mac = $1) +
	(SELECT count(*) FROM invitation WHERE email_mac = $1 AND ended IS NULL AND expires > $2);

-- name: staff_count_role :one
-- in: role text
-- out: n int
SELECT count(*) FROM account WHERE role = $1 AND closed IS NULL;

-- name: staff_member_put :changed
-- in: id id, role text, team id
UPDATE account SET role = $2, team = $3 WHERE id = $1 AND closed IS NULL AND client IS NULL;

-- name: staff_member_close :changed
-- in: id id, closed time
UPDATE account SET closed = $2 WHERE id = $1 AND closed IS NULL AND client IS NULL;

-- name: staff_team_get :one
-- in: id id
-- out: name
SELECT name FROM team WHERE id = $1;

-- name: staff_team_named :one
-- in: name text
-- out: id
SELECT id FROM team WHERE name = $1 LIMIT 1;

-- name: staff_team_put :changed
-- in: id id, name text
UPDATE team SET name = $2 WHERE id = $1;

-- name: staff_event_insert :exec
-- in: id id, made time, actor id, what text, account id?, invitation id?, team id?, before text?, after text?
INSERT INTO staff_event (id, made, actor, what, account, invitation, team, before, after)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: staff_event_list :many
-- out: made, what, before, after, actor id, actor_name enc, account id?, account_name enc?
-- out: invitation id?, invited enc?, team text?
SELECT e.made, e.what, e.before, e.after, e.actor, b.name, e.account, a.name, e.invitation, i.name, t.name
FROM staff_event e
JOIN account b ON b.id = e.actor
LEFT JOIN account a ON a.id = e.account
LEFT JOIN invitation i ON i.id = e.invitation
LEFT JOIN team t ON t.id = e.team
ORDER BY e.made DESC, e.id DESC LIMIT 200;

-- name: staff_invitation_insert :exec
-- in: id id, role text, team id, email_mac bytes, email enc, name enc, language text
-- in: made time, made_by id, expires time
INSERT INTO invitation (id, role, team, email_mac, email, name, language, made, made_by, expires)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: staff_invitation_list :many
-- in: now time
-- out: id, role, email, name, made, expires, team_name text
SELECT i.id, i.role, i.email, i.name, i.made, i.expires, t.name
FROM invitation i JOIN team t ON t.id = i.team
WHERE i.ended IS NULL AND i.expires > $1 ORDER BY i.expires, i.id;

-- name: staff_invitation_get :one
-- in: id id, now time
-- out: role, team, email, name, language, password, totp, expires, team_name text
SELECT i.role, i.team, i.email, i.name, i.language, i.password, i.totp, i.expires, t.name
FROM invitation i JOIN team t ON t.id = i.team
WHERE i.id = $1 AND i.ended IS NULL AND i.expires > $2;

-- name: staff_invitation_choose :changed
-- in: id id, password text, totp enc
UPDATE invitation SET password = $2, totp = $3 WHERE id = $1 AND ended IS NULL;

-- name: staff_invitation_end :changed
-- in: id id, ended time
UPDATE invitation SET ended = $2, password = NULL, totp = NULL WHERE id = $1 AND ended IS NULL;
