/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"
#include "form.h"
#include "say.h"
#include "staff_account.html.h"
#include "staff_events.html.h"
#include "staff_form.html.h"
#include "staff_internal.h"
#include "staff_list.html.h"
#include "staff_teams.html.h"
#include "staff_view.h"

#include "banned.h"

enum msg
staff_role_message(enum role role)
{
	static const enum msg words[ROLE_COUNT] = {
		[ROLE_SUPPORT_WORKER] = MSG_STAFF_ROLE_SUPPORT_WORKER,
		[ROLE_ANALYST] = MSG_STAFF_ROLE_ANALYST,
		[ROLE_ADMINISTRATOR] = MSG_STAFF_ROLE_ADMINISTRATOR,
		[ROLE_PRIVACY_OFFICER] = MSG_STAFF_ROLE_PRIVACY_OFFICER,
		[ROLE_EDITOR] = MSG_STAFF_ROLE_EDITOR,
	};
	return words[role];
}

/* A role as a word; what is no role (the name of a team) stays as it is. */
static struct str
role_text(struct web *web, struct str name)
{
	enum role role = role_parse(name);
	enum msg text = staff_role_message(role);
	return text == MSG_NONE ? name : web_text(web, text);
}

static struct page_nav
menu(struct web *web)
{
	static const struct web_place items[] = {
		{ "/staff", MSG_STAFF_TITLE },
		{ "/staff/invite", MSG_STAFF_INVITE_TITLE },
		{ "/staff/teams", MSG_STAFF_TEAMS_TITLE },
		{ "/staff/events", MSG_STAFF_EVENTS_TITLE },
	};
	return web_nav(web, MSG_STAFF_MENU, items, sizeof items / sizeof items[0], web->path);
}

static struct staff_act
act_of(struct web *web)
{
	return (struct staff_act){ web->core, web->w, web->actor.id, web->arena };
}

static struct str
day_text(struct web *web, int64_t moment)
{
	return date_text(date_local(moment).date, web->lang, web->arena);
}

/* ---- the list ---- */

static struct staff_row
member_row(struct web *web, const struct staff_member *m)
{
	return (struct staff_row){
		.name = m->name,
		.role = web_text(web, staff_role_message(m->role)),
		.team = m->team_name,
		.since = day_text(web, m->made),
		.seen = m->seen == 0 ? STR_NONE : moment_text(m->seen, web->lang, web->arena),
		.open = web_url(web, "/staff/account/%.*s", STR_ARG(id_text(m->id, web->arena))),
	};
}

static struct staff_rows
member_rows(struct web *web, const struct staff_members *members)
{
	struct staff_row *v = ARENA_ARRAY(web->arena, struct staff_row, members->n);
	for (size_t i = 0; i < members->n; i++)
		v[i] = member_row(web, &members->v[i]);
	return (struct staff_rows){ v, members->n };
}

static struct staff_rows
invited_rows(struct web *web, const struct staff_inviteds *list)
{
	struct staff_row *v = ARENA_ARRAY(web->arena, struct staff_row, list->n);
	for (size_t i = 0; i < list->n; i++) {
		const struct staff_invited *m = &list->v[i];
		v[i] = (struct staff_row){
			.name = m->name,
			.role = web_text(web, staff_role_message(m->role)),
			.team = m->team_name,
			.since = moment_text(m->expires, web->lang, web->arena),
			.withdraw = web_press_about(web, MSG_STAFF_WITHDRAW,
				web_path(web, "/staff/invitation/%.*s/withdraw", STR_ARG(id_text(m->id, web->arena))),
				m->name),
		};
	}
	return (struct staff_rows){ v, list->n };
}

static enum err
show_list(struct web *web)
{
	struct staff_members members;
	struct staff_inviteds invited;
	TRY(staff_members_read(web->core, web->r, web->arena, &members));
	TRY(staff_inviteds_read(web->core, web->r, web->arena, &invited));
	struct staff_list_page p = {
		.top = web_page(web, web_text(web, MSG_STAFF_TITLE)),
		.menu = menu(web),
		.members = member_rows(web, &members),
		.invited = invited_rows(web, &invited),
	};
	staff_list_html(web_html(web, 200), &p);
	return ERR_OK;
}

static enum err
withdraw(struct web *web)
{
	struct staff_act act = act_of(web);
	struct id id;
	TRY(web_param_id(web, 0, &id));
	enum err e = staff_withdraw(&act, id);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	return web_redirect(web, "/staff");
}

/* ---- role and team, in two forms ---- */

static const struct form_choice role_choices[] = {
	{ "support_worker", MSG_STAFF_ROLE_SUPPORT_WORKER },
	{ "editor", MSG_STAFF_ROLE_EDITOR },
	{ "analyst", MSG_STAFF_ROLE_ANALYST },
	{ "privacy_officer", MSG_STAFF_ROLE_PRIVACY_OFFICER },
	{ "administrator", MSG_STAFF_ROLE_ADMINISTRATOR },
	{ NULL, MSG_NONE },
};

static const struct form_choice lang_choices[] = {
	{ "nl", MSG_STAFF_LANGUAGE_NL },
	{ "en", MSG_STAFF_LANGUAGE_EN },
	{ NULL, MSG_NONE },
};

static const struct form_field invite_fields[] = {
	{ "name", FORM_TEXT, MSG_STAFF_COLUMN_NAME, MSG_NONE, 0, 100, NULL, NULL },
	{ "email", FORM_EMAIL, MSG_STAFF_EMAIL, MSG_STAFF_EMAIL_HINT, 0, 200, NULL, NULL },
	{ "lang", FORM_ONE, MSG_STAFF_LANGUAGE, MSG_NONE, 0, 0, NULL, lang_choices },
	{ "role", FORM_ONE, MSG_STAFF_COLUMN_ROLE, MSG_STAFF_ROLE_HINT, 0, 0, NULL, role_choices },
};
#define INVITE_FIELDS (sizeof invite_fields / sizeof invite_fields[0])

static const struct form_field change_fields[] = {
	{ "role", FORM_ONE, MSG_STAFF_COLUMN_ROLE, MSG_STAFF_ROLE_HINT, 0, 0, NULL, role_choices },
};

/* Which team: the choices are rows, not a table of the program. */
struct team_choice {
	struct staff_teams teams;
	struct id chosen; /* or ID_NONE */
	enum msg fault;
};

static enum err
read_team(struct web *web, struct team_choice *c)
{
	struct id team;
	struct str sent = web_field(web, "team");
	TRY(staff_teams_read(web->r, web->arena, &c->teams));
	if (id_parse(sent, &team) == ERR_OK)
		for (size_t i = 0; i < c->teams.n; i++)
			if (id_eq(c->teams.v[i].id, team))
				c->chosen = team;
	return ERR_OK;
}

static void
add_team(struct form_view *view, struct web *web, const struct team_choice *c)
{
	struct field_view *v = ARENA_ARRAY(web->arena, struct field_view, view->fields.n + 1);
	struct choice_view *choice = ARENA_ARRAY(web->arena, struct choice_view, c->teams.n);
	for (size_t i = 0; i < view->fields.n; i++)
		v[i] = view->fields.v[i];
	for (size_t i = 0; i < c->teams.n; i++)
		choice[i] = (struct choice_view){
			.value = id_text(c->teams.v[i].id, web->arena),
			.label = c->teams.v[i].name,
			.chosen = id_eq(c->teams.v[i].id, c->chosen),
		};
	v[view->fields.n] = (struct field_view){
		.kind = FIELD_RADIOS,
		.name = STR("team"),
		.label = web_text(web, MSG_STAFF_COLUMN_TEAM),
		.error = c->fault == MSG_NONE ? STR_NONE : web_text(web, c->fault),
		.choices = { choice, c->teams.n },
	};
	view->fields = (struct field_views){ v, view->fields.n + 1 };
	view->errors = form_view_count(view);
}

/* ---- inviting ---- */

static enum err
invite_page(struct web *web, const struct form *f, const struct team_choice *c)
{
	struct staff_form_page p = {
		.top = web_page(web, web_text(web, MSG_STAFF_INVITE_TITLE)),
		.menu = menu(web),
		.lead = web_text(web, MSG_STAFF_INVITE_LEAD),
		.form = form_view(f, web, web_path(web, "/staff/invite"), MSG_STAFF_INVITE_SUBMIT),
	};
	add_team(&p.form, web, c);
	p.top.has_errors = p.form.errors > 0;
	staff_form_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
show_invite(struct web *web)
{
	struct form f;
	struct team_choice c = { .fault = MSG_NONE };
	TRY(read_team(web, &c));
	form_init(&f, invite_fields, INVITE_FIELDS);
	return invite_page(web, &f, &c);
}

static enum err
take_invite(struct web *web)
{
	struct form f;
	struct team_choice c = { .fault = MSG_NONE };
	struct staff_act act = act_of(web);
	TRY(read_team(web, &c));
	enum err e = form_read(&f, invite_fields, INVITE_FIELDS, web);
	if (id_is_none(c.chosen))
		c.fault = MSG_FORM_CHOOSE;
	if (e != ERR_OK || c.fault != MSG_NONE)
		return invite_page(web, &f, &c);
	struct staff_invite n = {
		.role = role_parse(form_value(&f, "role")),
		.team = c.chosen,
		.email = form_value(&f, "email"),
		.name = form_value(&f, "name"),
		.lang = str_eq_z(form_value(&f, "lang"), "en") ? LANG_EN : LANG_NL,
	};
	e = staff_invite(&act, &n);
	if (e == ERR_CONFLICT) {
		form_fail(&f, "email", MSG_STAFF_EMAIL_TAKEN);
		return invite_page(web, &f, &c);
	}
	TRY(e);
	return web_redirect(web, "/staff");
}

/* ---- one account ---- */

static enum err
account_page(struct web *web, const struct staff_member *m, const struct form *f, const struct team_choice *c)
{
	struct str id = id_text(m->id, web->arena);
	struct staff_account_page p = {
		.top = web_page(web, web_text(web, MSG_STAFF_ACCOUNT_TITLE)),
		.menu = menu(web),
		.member = member_row(web, m),
		.email = m->email,
		.own = id_eq(m->id, web->actor.id),
		.form = form_view(f, web, web_path(web, "/staff/account/%.*s", STR_ARG(id)), MSG_STAFF_CHANGE_SUBMIT),
		.close = web_press(
			web, MSG_STAFF_CLOSE_SUBMIT, web_path(web, "/staff/account/%.*s/close", STR_ARG(id))),
	};
	add_team(&p.form, web, c);
	p.top.has_errors = p.form.errors > 0;
	staff_account_html(web_html(web, p.form.errors > 0 ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
get_member(struct web *web, struct staff_member *ret_member)
{
	struct id id;
	TRY(web_param_id(web, 0, &id));
	return staff_member_get(web->core, web->r, id, web->arena, ret_member);
}

static enum err
show_account(struct web *web)
{
	struct staff_member m;
	struct form f;
	struct team_choice c = { .fault = MSG_NONE };
	TRY(get_member(web, &m));
	TRY(read_team(web, &c));
	c.chosen = m.team;
	form_init(&f, change_fields, 1);
	form_set(&f, "role", str_from_z(role_name(m.role)));
	return account_page(web, &m, &f, &c);
}

static enum err
take_account(struct web *web)
{
	struct staff_member m;
	struct form f;
	struct team_choice c = { .fault = MSG_NONE };
	struct staff_act act = act_of(web);
	TRY(get_member(web, &m));
	TRY(read_team(web, &c));
	enum err e = form_read(&f, change_fields, 1, web);
	if (id_is_none(c.chosen))
		c.fault = MSG_FORM_CHOOSE;
	if (e != ERR_OK || c.fault != MSG_NONE)
		return account_page(web, &m, &f, &c);
	e = staff_change(&act, m.id, role_parse(form_value(&f, "role")), c.chosen);
	if (e == ERR_FORBIDDEN) {
		form_fail(&f, "role", MSG_STAFF_LAST);
		return account_page(web, &m, &f, &c);
	}
	TRY(e);
	return web_redirect(web, "/staff");
}

static enum err
close_account(struct web *web)
{
	struct staff_act act = act_of(web);
	struct id id;
	TRY(web_param_id(web, 0, &id));
	TRY(staff_close(&act, id));
	return web_redirect(web, "/staff");
}

/* ---- teams ---- */

static const struct form_field team_fields[] = {
	{ "name", FORM_TEXT, MSG_STAFF_TEAM_NAME, MSG_NONE, 0, 60, NULL, NULL },
};

static enum err
teams_page(struct web *web, const struct form *f)
{
	struct staff_teams teams;
	TRY(staff_teams_read(web->r, web->arena, &teams));
	struct page_link *v = ARENA_ARRAY(web->arena, struct page_link, teams.n);
	for (size_t i = 0; i < teams.n; i++)
		v[i] = (struct page_link){
			.label = teams.v[i].name,
			.url = web_url(web, "/staff/teams/%.*s", STR_ARG(id_text(teams.v[i].id, web->arena))),
		};
	struct staff_teams_page p = {
		.top = web_page(web, web_text(web, MSG_STAFF_TEAMS_TITLE)),
		.menu = menu(web),
		.teams = { v, teams.n },
		.form = form_view(f, web, web_path(web, "/staff/teams"), MSG_STAFF_TEAM_ADD_SUBMIT),
	};
	p.top.has_errors = form_failed(f);
	staff_teams_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
show_teams(struct web *web)
{
	struct form f;
	form_init(&f, team_fields, 1);
	return teams_page(web, &f);
}

static enum err
take_teams(struct web *web)
{
	struct form f;
	struct staff_act act = act_of(web);
	if (form_read(&f, team_fields, 1, web) != ERR_OK)
		return teams_page(web, &f);
	enum err e = staff_team_add(&act, form_value(&f, "name"));
	if (e == ERR_CONFLICT) {
		form_fail(&f, "name", MSG_STAFF_TEAM_TAKEN);
		return teams_page(web, &f);
	}
	TRY(e);
	return web_redirect(web, "/staff/teams");
}

static enum err
team_page(struct web *web, const struct form *f)
{
	struct staff_form_page p = {
		.top = web_page(web, web_text(web, MSG_STAFF_TEAM_RENAME)),
		.menu = menu(web),
		.lead = web_text(web, MSG_STAFF_TEAM_RENAME_LEAD),
		.form = form_view(f, web, web_path(web, "/staff/teams/%.*s", STR_ARG(web->param[0])),
			MSG_STAFF_TEAM_RENAME_SUBMIT),
	};
	p.top.has_errors = form_failed(f);
	staff_form_html(web_html(web, form_failed(f) ? 422 : 200), &p);
	return ERR_OK;
}

static enum err
show_team(struct web *web)
{
	struct form f;
	struct id id;
	struct staff_teams teams;
	TRY(web_param_id(web, 0, &id));
	TRY(staff_teams_read(web->r, web->arena, &teams));
	form_init(&f, team_fields, 1);
	for (size_t i = 0; i < teams.n; i++)
		if (id_eq(teams.v[i].id, id)) {
			form_set(&f, "name", teams.v[i].name);
			return team_page(web, &f);
		}
	return ERR_NOT_FOUND;
}

static enum err
take_team(struct web *web)
{
	struct form f;
	struct id id;
	struct staff_act act = act_of(web);
	TRY(web_param_id(web, 0, &id));
	if (form_read(&f, team_fields, 1, web) != ERR_OK)
		return team_page(web, &f);
	enum err e = staff_team_rename(&act, id, form_value(&f, "name"));
	if (e == ERR_CONFLICT) {
		form_fail(&f, "name", MSG_STAFF_TEAM_TAKEN);
		return team_page(web, &f);
	}
	TRY(e);
	return web_redirect(web, "/staff/teams");
}

/* ---- what happened ---- */

static enum err
show_events(struct web *web)
{
	static const enum msg words[STAFF_WHAT_COUNT + 1] = {
		MSG_STAFF_WHAT_INVITED, MSG_STAFF_WHAT_WITHDRAWN, MSG_STAFF_WHAT_JOINED, MSG_STAFF_WHAT_ROLE,
		MSG_STAFF_WHAT_TEAM, MSG_STAFF_WHAT_CLOSED, MSG_STAFF_WHAT_TEAM_ADDED, MSG_STAFF_WHAT_TEAM_RENAMED,
	};
	struct staff_happenings list;
	TRY(staff_happenings_read(web->core, web->r, web->arena, &list));
	struct staff_happening_row *v = ARENA_ARRAY(web->arena, struct staff_happening_row, list.n);
	for (size_t i = 0; i < list.n; i++)
		v[i] = (struct staff_happening_row){
			.when = moment_text(list.v[i].made, web->lang, web->arena),
			.who = list.v[i].actor,
			.what = web_text(web, words[list.v[i].what]),
			.whom = list.v[i].whom,
			.before = role_text(web, list.v[i].before),
			.after = role_text(web, list.v[i].after),
		};
	struct staff_events_page p = {
		.top = web_page(web, web_text(web, MSG_STAFF_EVENTS_TITLE)),
		.menu = menu(web),
		.rows = { v, list.n },
	};
	staff_events_html(web_html(web, 200), &p);
	return ERR_OK;
}

const struct route staff_routes[] = {
	{ HTTP_GET, "/staff", READ, show_list, PERM_STAFF_ACCOUNTS, 0, NULL, NULL },
	{ HTTP_GET, "/staff/invite", READ, show_invite, PERM_STAFF_ACCOUNTS, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/staff/invite", WRITE, take_invite, PERM_STAFF_ACCOUNTS, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/staff/invitation/:id/withdraw", WRITE, withdraw, PERM_STAFF_ACCOUNTS, 0, NULL, NULL },
	{ HTTP_GET, "/staff/account/:id", READ, show_account, PERM_STAFF_ACCOUNTS, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/staff/account/:id", WRITE, take_account, PERM_STAFF_ACCOUNTS, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_POST, "/staff/account/:id/close", WRITE, close_account, PERM_STAFF_ACCOUNTS, ROUTE_STEP_UP, NULL, NULL },
	{ HTTP_GET, "/staff/teams", READ, show_teams, PERM_STAFF_ACCOUNTS, 0, NULL, NULL },
	{ HTTP_POST, "/staff/teams", WRITE, take_teams, PERM_STAFF_ACCOUNTS, 0, NULL, NULL },
	{ HTTP_GET, "/staff/teams/:id", READ, show_team, PERM_STAFF_ACCOUNTS, 0, NULL, NULL },
	{ HTTP_POST, "/staff/teams/:id", WRITE, take_team, PERM_STAFF_ACCOUNTS, 0, NULL, NULL },
	{ HTTP_GET, "/staff/events", READ, show_events, PERM_STAFF_ACCOUNTS, 0, NULL, NULL },
	{ HTTP_GET, "/invitation/:code", READ, staff_show_invitation, PERM_PUBLIC, ROUTE_TOKEN, NULL, NULL },
	{ HTTP_POST, "/invitation/:code", SLOW, staff_take_password, PERM_PUBLIC, ROUTE_TOKEN | ROUTE_TRIES, NULL,
		NULL },
	{ HTTP_GET, "/invitation/:code/app", READ, staff_show_app, PERM_PUBLIC, ROUTE_TOKEN, NULL, NULL },
	{ HTTP_POST, "/invitation/:code/app", WRITE, staff_take_app, PERM_PUBLIC, ROUTE_TOKEN | ROUTE_TRIES, NULL,
		NULL },
	{ HTTP_GET, "/joined", READ, staff_show_welcome, PERM_PUBLIC, 0, NULL, NULL },
};
const size_t staff_route_count = sizeof staff_routes / sizeof staff_routes[0];
