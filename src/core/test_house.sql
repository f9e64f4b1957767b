-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What only tests ask of the database, or do to it.

-- name: test_access_count :one
-- out: count int
SELECT count(*) FROM access_record;

-- name: test_access_change :changed
-- in: number int, purpose text
UPDATE access_record SET purpose = $2 WHERE number = $1;

-- name: test_access_move :changed
-- in: number int, to_number int
UPDATE access_record SET number = $2 WHERE number = $1;

-- name: test_access_delete :changed
-- in: number int
DELETE FROM access_record WHERE number = $1;

-- name: test_access_cut :changed
-- in: number int
DELETE FROM access_record WHERE number > $1;

-- name: test_client_key_delete :changed
-- in: client id
DELETE FROM client_key WHERE client = $1;

-- name: test_account_close :changed
-- in: id id, closed time
UPDATE account SET closed = $2 WHERE id = $1;

-- name: test_session_made :changed
-- in: hash bytes, made time, seen time
UPDATE session SET made = $2, seen = $3 WHERE hash = $1;

-- name: test_visit_made :changed
-- in: hash bytes, made time, seen time
UPDATE visit SET made = $2, seen = $3 WHERE hash = $1;

-- name: test_session_count :one
-- out: sessions int, visits int
SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM visit);

-- name: test_code_end :changed
-- in: hash bytes, expires time
UPDATE code SET expires = $2 WHERE hash = $1;

-- name: test_job_list :many
-- in: kind text
-- out: id, unique_key, client, target, due, lease, tries, done, failure
SELECT id, unique_key, client, target, due, lease, tries, done, failure FROM job WHERE kind = $1 ORDER BY due, id;

-- name: test_job_made :changed
-- in: id id, made time, due time
UPDATE job SET made = $2, due = $3 WHERE id = $1;

-- name: test_service_list :many
-- in: product text
-- out: depth, audience, channel, source
SELECT depth, audience, channel, source FROM service WHERE product = $1 ORDER BY source;

-- name: test_reach_sum :one
-- in: product text, source text
-- out: rows int, count int?
SELECT count(*), sum(count) FROM reach WHERE product = $1 AND source = $2;

-- name: test_served_sum :one
-- in: product text, depth text, source text
-- out: rows int, count int?
SELECT count(*), sum(count) FROM served WHERE product = $1 AND depth = $2 AND channel = 'online' AND source = $3;

-- name: test_content_count :one
-- in: name text
-- out: versions int, live int?
SELECT count(*), sum(CASE WHEN live THEN 1 ELSE 0 END) FROM content WHERE name = $1;

-- name: test_receipt_made :changed
-- in: made time
UPDATE form_receipt SET made = $1;

-- name: test_draft_end :changed
-- in: hash bytes, expires time
UPDATE draft SET expires = $2 WHERE hash = $1;

-- name: test_draft_count :one
-- out: count int
SELECT count(*) FROM draft;

-- name: test_work_list :many
-- in: client id
-- out: kind, due, open, registration
SELECT kind, due, open, registration FROM work_item WHERE client = $1 ORDER BY kind, due;

-- name: test_letter_list :many
-- in: client id
-- out: id, blob, registration
SELECT id, blob, registration FROM letter WHERE client = $1 ORDER BY id;

-- name: test_blob_count :one
-- in: client id
-- out: count int
SELECT count(*) FROM blob WHERE client = $1;

-- name: test_media_chunk_add :exec
-- in: media id, number int, bytes bytes
INSERT INTO media_chunk (media, number, bytes) VALUES ($1, $2, $3);

-- name: test_media_chunk_count :one
-- in: media id
-- out: chunks int
SELECT count(*) FROM media_chunk WHERE media = $1;

-- name: test_wrapping_age :changed
-- in: marked time, replaced time
UPDATE wrapping_key SET marked = CASE WHEN marked IS NULL THEN NULL ELSE $1 END,
	replaced = CASE WHEN replaced IS NULL THEN NULL ELSE $2 END;

-- name: test_erasure_list :many
-- in: client id
-- out: id, asked_by, version, state, asked, gone, final
SELECT id, asked_by, version, state, asked, gone, final FROM erasure WHERE client = $1 ORDER BY asked, id;

-- name: test_client_key_bend :changed
-- in: client id, wrapped bytes
UPDATE client_key SET wrapped = $2 WHERE client = $1;

-- name: test_erasure_age :changed
-- in: asked time
UPDATE erasure SET asked = $1 WHERE state <> 'final';

-- name: test_house_forget_password :exec
-- in: id id
UPDATE account SET password = '' WHERE id = $1;

-- name: test_registration_add :exec
-- in: client id, id id, team id, sealed enc
INSERT INTO registration
	(id, client, team, number, source, received, state, decision, attempts, identity, incident, label)
VALUES ($2, $1, $3, '2026-test-test', 'police', 1, 'received', 'welcome_person', 0, $4, $4, $4);

-- name: test_work_item_add :exec
-- in: client id, id id, team id
INSERT INTO work_item (id, team, kind, client, due, open) VALUES ($2, $3, 'callback', $1, 1, TRUE);

-- name: test_emergency_end :changed
-- in: client id, until time
UPDATE emergency SET until = $2 WHERE client = $1;

-- name: test_assignment_count :one
-- in: account id
-- out: count int
-- unscoped: how many one account has
SELECT count(*) FROM assignment WHERE account = $1 AND until IS NULL;

-- name: test_passkey_put :exec
-- in: id id, account id, credential bytes, name enc, made time
INSERT INTO passkey (id, account, credential, public_key, algorithm, counter, name, made)
VALUES ($1, $2, $3, $3, 0, 0, $4, $5);

-- name: test_identity_put :exec
-- in: id id, account id, mac bytes, made time
INSERT INTO identity (id, mac, account, issuer, made, used) VALUES ($1, $3, $2, 'https://example.org', $4, $4);

-- Sessions, passkeys and identities of an account.
-- name: test_account_ways :one
-- in: account id
-- out: sessions int, passkeys int, identities int
SELECT (SELECT count(*) FROM session s WHERE s.account = $1), (SELECT count(*) FROM passkey p WHERE p.account = $1),
	(SELECT count(*) FROM identity i WHERE i.account = $1);

-- name: test_private_wrap_bend :changed
-- in: client id, kind text, id id, wrapped enc
UPDATE private_wrap SET id = $3, wrapped = $4 WHERE client = $1 AND kind = $2;

-- name: test_private_entry_bend :changed
-- in: client id, id id, key enc, head enc
UPDATE private_entry SET key = $3, head = $4 WHERE client = $1 AND id = $2;

-- name: test_private_share_bend :changed
-- in: client id, assignment id
UPDATE private_share SET assignment = $2 WHERE client = $1;

-- name: test_private_used :changed
-- in: hash bytes, used time
UPDATE session SET private_used = $2 WHERE hash = $1;

-- name: test_private_held :one
-- in: hash bytes
-- out: private_key
SELECT private_key FROM session WHERE hash = $1;
