/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef INTAKE_WEB_H
#define INTAKE_WEB_H
/* How the pages of a guide work together. Not for others. */
#include "intake.h"
#include "intake_view.h"
#include "web.h"

/* The draft, if it is of the guide in the address. */
enum err intake_find_draft(struct web *web, struct intake_draft *ret_draft);
/* The same for pages in the middle: without a draft one starts at the front.
 * ERR_NOT_FOUND: that answer was given. */
enum err intake_need_draft(struct web *web, struct intake_draft *ret_draft);

#define NEED_DRAFT(WEB, RET) \
	do { \
		enum err need_ = intake_need_draft((WEB), (RET)); \
		if (need_ == ERR_NOT_FOUND) \
			return ERR_OK; \
		if (need_ != ERR_OK) \
			return need_; \
	} while (0)

struct url intake_guide_url(struct web *web, const char *page);
/* What was answered, to look at and change. */
struct guide_answer_views intake_answer_views(struct web *web, const struct intake_draft *d);

/* intake_result_web.c */
enum err intake_show_result(struct web *web);
enum err intake_send_report(struct web *web);

#endif
