-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
--
-- Whether this session looked a moment ago is asked before every page of a
-- dossier. With an index of its own that question reads nobody else's rows, so
-- that many who open the same dossier at once do not run into one another.
CREATE INDEX access_record_session ON access_record (session, client, made);
