-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- A client may have an account too: it leads to the client and holds no name;
-- its e-mail stands under the client's own key.
ALTER TABLE account ADD COLUMN client id REFERENCES client (id);
CREATE UNIQUE INDEX account_client ON account (client);

-- proved: when somebody last showed all they sign in with (made, at first).
-- device: what is told of it when people see their sessions, never more than
-- kinds of browser and system.
ALTER TABLE session ADD COLUMN proved time NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN method text NOT NULL DEFAULT 'password';
ALTER TABLE session ADD COLUMN device text NOT NULL DEFAULT '';
