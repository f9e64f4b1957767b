/* Made by tmplc from the PO files. */
#include "messages.h"

const struct msg_entry msg_entries[LANG_COUNT][MSG_COUNT] = {
	{
		/* nl */
		[MSG_NONE] = { .many = STR_INIT("") },
		[MSG_GOLDEN_HELLO] = {
			.many = STR_INIT(
			    "Hallo {1}"),
		},
		[MSG_GOLDEN_LINK] = {
			.many = STR_INIT(
			    "Lees <1>meer hierover</1>, {2}."),
		},
		[MSG_GOLDEN_PLAIN] = {
			.many = STR_INIT(
			    "Er is < en & en \"zo\"."),
		},
		[MSG_GOLDEN_STEPS] = {
			.one = STR_INIT(
			    "Nog één stap"),
			.many = STR_INIT(
			    "Nog {1} stappen van {2}"),
		},
	},
	{
		/* en */
		[MSG_NONE] = { .many = STR_INIT("") },
		[MSG_GOLDEN_HELLO] = {
			.many = STR_INIT(
			    "Hello {1}"),
		},
		[MSG_GOLDEN_LINK] = {
			.many = STR_INIT(
			    "{2}, <1>read more</1>."),
		},
		[MSG_GOLDEN_PLAIN] = {
			.many = STR_INIT(
			    "There is < and & and \"so\"."),
		},
		[MSG_GOLDEN_STEPS] = {
			.one = STR_INIT(
			    "One more step of {2}"),
			.many = STR_INIT(
			    "{1} more steps of {2}"),
		},
	},
};
