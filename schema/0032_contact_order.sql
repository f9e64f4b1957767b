-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
--
-- Contacts are read the newest first, and two of the same moment by id: with
-- the id in the index nothing has to be sorted.
CREATE INDEX contact_order ON contact (client, made, id);
DROP INDEX contact_client;
