-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 5: this is not one of our type words: uuid
CREATE TABLE a (
	id uuid
);
