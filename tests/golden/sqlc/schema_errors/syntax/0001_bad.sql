-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: near "NIL": syntax error
CREATE TABLE a (
	id id NOT NIL
);
