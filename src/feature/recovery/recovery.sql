-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The team that works for the client, and their account as long as it is open.
-- name: recovery_whose :one
-- in: client id
-- out: team id, account id?, language text
SELECT c.team, a.id, c.language FROM client c LEFT JOIN account a ON a.client = c.id AND a.closed IS NULL
WHERE c.id = $1;

-- name: recovery_insert :exec
-- in: id id, client id, account id, started_by id, made time, how text, reason enc, other enc?
INSERT INTO recovery (id, client, account, started_by, made, how, reason, other, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting');

-- The newest, with all that decides whether it still stands. moved: who looks
-- after the client changed since it began, and is not who began it.
-- name: recovery_newest :one
-- in: client id
-- out: id id, account id, started_by id, made time, how text, reason enc, other enc?, state text, decided_by id?
-- out: decided time?, answer enc?, ready time?, ended time?, team id, closed time?
-- out: starter_role text, starter_team id?, starter_closed time?
-- out: decider_role text?, decider_team id?, decider_closed time?, moved bool
SELECT r.id, r.account, r.started_by, r.made, r.how, r.reason, r.other, r.state, r.decided_by,
	r.decided, r.answer, r.ready, r.ended, c.team, a.closed,
	s.role, s.team, s.closed,
	d.role, d.team, d.closed,
	EXISTS (SELECT 1 FROM assignment n WHERE n.client = $1 AND (n.since >= r.made OR n.until >= r.made))
	AND NOT EXISTS (SELECT 1 FROM assignment o WHERE o.client = $1 AND o.until IS NULL AND o.account = r.started_by)
FROM recovery r
JOIN client c ON c.id = r.client
JOIN account a ON a.id = r.account
JOIN account s ON s.id = r.started_by
LEFT JOIN account d ON d.id = r.decided_by
WHERE r.client = $1 ORDER BY r.made DESC, r.id DESC LIMIT 1;

-- Never by who began it.
-- name: recovery_put_decision :changed
-- in: client id, id id, state text, decided_by id, decided time, answer enc, ready time?, ended time?
UPDATE recovery SET state = $3, decided_by = $4, decided = $5, answer = $6, ready = $7, ended = $8
WHERE client = $1 AND id = $2 AND state = 'waiting' AND ended IS NULL AND started_by <> $4;

-- name: recovery_put_end :changed
-- in: client id, id id, state text, ended time
UPDATE recovery SET state = $3, ended = $4, proof = NULL WHERE client = $1 AND id = $2 AND ended IS NULL;

-- name: recovery_put_proof :changed
-- in: client id, id id, proof bytes, proved time
UPDATE recovery SET proof = $3, proved = $4 WHERE client = $1 AND id = $2 AND ended IS NULL;

-- name: recovery_by_proof :one
-- in: proof bytes, after time
-- out: id, client
-- unscoped: whose it is, is what the cookie says
SELECT id, client FROM recovery WHERE proof = $1 AND proved > $2 AND ended IS NULL;

-- In whose language the mail is.
-- name: recovery_of_job :one
-- in: client id, id id
-- out: language text
SELECT c.language FROM recovery r JOIN client c ON c.id = r.client WHERE r.client = $1 AND r.id = $2;

-- name: recovery_of_team :many
-- in: team id, made_after time, ready_after time
-- out: client id, started_by id, name enc, made time, ready time?, number text?
-- unscoped: what waits for a team, by number
SELECT r.client, r.started_by, s.name, r.made, r.ready,
	(SELECT g.number FROM registration g WHERE g.client = r.client ORDER BY g.received DESC, g.id DESC LIMIT 1)
FROM recovery r
JOIN client c ON c.id = r.client
JOIN account s ON s.id = r.started_by
WHERE c.team = $1 AND r.ended IS NULL AND s.closed IS NULL
AND ((r.state = 'waiting' AND r.made > $2) OR (r.state = 'approved' AND r.ready > $3))
ORDER BY r.made, r.id LIMIT 100;
