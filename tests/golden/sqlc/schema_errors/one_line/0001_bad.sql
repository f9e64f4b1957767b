-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- expect: 4: write one column a line, below "CREATE TABLE name ("
CREATE TABLE a (id id);
