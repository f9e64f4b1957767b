-- SPDX-FileCopyrightText: 2026 Nabij contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Services of a period are added up from this index alone.
CREATE INDEX service_figures ON service (day, product, source, depth, audience, channel);
DROP INDEX service_day;
