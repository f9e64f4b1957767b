-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2

-- name: wrapping_insert :changed
-- in: version int
INSERT INTO wrapping_key (version) VALUES ($1) ON CONFLICT (version) DO NOTHING;

-- name: wrapping_set_marked :changed
-- in: version int, marked time
UPDATE wrapping_key SET marked = $2 WHERE version = $1 AND marked IS NULL;

-- name: wrapping_set_replaced :changed
-- in: version int, replaced time
UPDATE wrapping_key SET replaced = $2 WHERE version = $1 AND replaced IS NULL;

-- name: wrapping_set_emptied :changed
-- unscoped: whether any key stands under a version; no key is looked at
-- in: version int, emptied time
UPDATE wrapping_key SET emptied = $2
WHERE version = $1 AND emptied IS NULL AND NOT EXISTS (SELECT 1 FROM client_key WHERE wrapping = $1);

-- name: wrapping_set_destroyed :changed
-- in: version int, destroyed time
UPDATE wrapping_key SET destroyed = $2 WHERE version = $1 AND destroyed IS NULL;

-- name: wrapping_list :many
-- out: version, marked, replaced, emptied, destroyed
SELECT version, marked, replaced, emptied, destroyed FROM wrapping_key ORDER BY version;

-- name: wrapping_count :many
-- unscoped: how many keys stand under each version; no key is looked at
-- out: version int, clients int
SELECT wrapping, count(*) FROM client_key GROUP BY wrapping ORDER BY wrapping;

-- name: wrapping_lowest :one
-- unscoped: the oldest version in use; no key is looked at
-- out: version int?
SELECT min(wrapping) FROM client_key;

-- name: client_key_under :many
-- unscoped: wrapped keys are wrapped anew by the key process, which gives out no key for it
-- in: wrapping int, after bytes
-- out: client, wrapped
SELECT client, wrapped FROM client_key WHERE wrapping = $1 AND client > $2 ORDER BY client LIMIT 64;

-- name: client_key_rewrap :changed
-- in: client id, old bytes, wrapped bytes, wrapping int
UPDATE client_key SET wrapped = $3, wrapping = $4 WHERE client = $1 AND wrapped = $2;

-- name: erasure_finish :changed
-- in: final time
UPDATE erasure SET state = 'final', final = $1
WHERE state = 'gone' AND version IN (SELECT version FROM wrapping_key WHERE destroyed IS NOT NULL);

-- name: erasure_waiting :one
-- out: count int
SELECT count(*) FROM erasure
WHERE state = 'gone' AND version IN (SELECT version FROM wrapping_key WHERE destroyed IS NOT NULL);

-- name: erasure_count :many
-- out: state, count int, oldest time?
SELECT state, count(*), min(asked) FROM erasure GROUP BY state ORDER BY state;
