-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What a client sees of their own dossier. Notes and reasons of contacts are
-- the house's work and are never selected here.

-- name: mijn_registration_rows :many
-- in: client id
-- out: id, number, source, state, received
SELECT id, number, source, state, received FROM registration WHERE client = $1
ORDER BY received DESC, id DESC LIMIT 20;

-- name: mijn_wish :one
-- in: client id
-- out: wish, made
SELECT wish, made FROM contact_profile WHERE client = $1;

-- name: mijn_contact_rows :many
-- in: client id
-- out: made, channel, result
SELECT made, channel, result FROM contact WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 100;

-- name: mijn_letter_rows :many
-- in: client id
-- out: made, sent
SELECT made, sent FROM letter WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 20;

-- name: mijn_intake_rows :many
-- in: client id
-- out: id, made
SELECT id, made FROM intake WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 20;

-- name: mijn_work_rows :many
-- in: client id
-- out: kind, due
SELECT kind, due FROM work_item WHERE client = $1 AND open ORDER BY due, id LIMIT 20;

-- Who looked. The team is that of the account now.

-- name: mijn_record_rows :many
-- in: client id, before time, before_id id
-- out: id, made, actor_kind, part, purpose, emergency, team text?
SELECT r.id, r.made, r.actor_kind, r.part, r.purpose, r.emergency, t.name
FROM access_record r
LEFT JOIN account a ON a.id = r.actor
LEFT JOIN team t ON t.id = a.team
WHERE r.client = $1 AND (r.made, r.id) < ($2, $3)
ORDER BY r.made DESC, r.id DESC LIMIT 101;

-- name: mijn_record_get :one
-- in: client id, id id
-- row: mijn_record_rows
SELECT r.id, r.made, r.actor_kind, r.part, r.purpose, r.emergency, t.name
FROM access_record r
LEFT JOIN account a ON a.id = r.actor
LEFT JOIN team t ON t.id = a.team
WHERE r.client = $1 AND r.id = $2;

-- Questions about a record.

-- name: mijn_question_insert :exec
-- in: id id, client id, record id, made time, text enc
INSERT INTO record_question (id, client, record, made, text) VALUES ($1, $2, $3, $4, $5);

-- name: mijn_question_rows :many
-- in: client id
-- out: id, record, made, text, answer, answered
SELECT id, record, made, text, answer, answered FROM record_question WHERE client = $1
ORDER BY made DESC, id DESC LIMIT 100;

-- name: mijn_question_open_count :one
-- in: client id
-- out: count int
SELECT COUNT(*) FROM record_question WHERE client = $1 AND answered IS NULL;

-- name: mijn_question_open_rows :many
-- in: after time, after_id id
-- out: id, client, record, made, text, answer, answered
-- unscoped: the list of the privacy officer, across all clients
SELECT id, client, record, made, text, answer, answered FROM record_question
WHERE answered IS NULL AND (made, id) > ($1, $2) ORDER BY made, id LIMIT 51;

-- name: mijn_question_get :one
-- in: id id
-- row: mijn_question_open_rows
-- unscoped: which client it is, is what is asked
SELECT id, client, record, made, text, answer, answered FROM record_question WHERE id = $1;

-- name: mijn_question_subject :one
-- in: client id, record id
-- out: actor, name enc?, number text?
SELECT r.actor, a.name,
	(SELECT g.number FROM registration g WHERE g.client = $1 ORDER BY g.received DESC, g.id DESC LIMIT 1)
FROM access_record r LEFT JOIN account a ON a.id = r.actor AND a.client IS NULL
WHERE r.client = $1 AND r.id = $2;

-- name: mijn_question_put_answer :changed
-- in: client id, id id, answer enc, answered time, answered_by id
UPDATE record_question SET answer = $3, answered = $4, answered_by = $5
WHERE client = $1 AND id = $2 AND answered IS NULL;

-- What was kept.

-- name: mijn_kept_put :exec
-- in: id id, client id, kind text, made time, body enc
INSERT INTO kept (id, client, kind, made, body) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET made = excluded.made, body = excluded.body WHERE kept.client = $2;

-- name: mijn_kept_rows :many
-- in: client id
-- out: id, kind, made, body
SELECT id, kind, made, body FROM kept WHERE client = $1 ORDER BY made DESC, id DESC LIMIT 100;

-- name: mijn_kept_get :one
-- in: client id, id id
-- row: mijn_kept_rows
SELECT id, kind, made, body FROM kept WHERE client = $1 AND id = $2;

-- name: mijn_kept_delete :changed
-- in: client id, id id
DELETE FROM kept WHERE client = $1 AND id = $2;
