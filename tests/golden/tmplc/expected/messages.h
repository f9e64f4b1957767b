/* Made by tmplc from the PO files. */
#pragma once

enum msg {
	MSG_NONE,
	MSG_GOLDEN_HELLO,
	MSG_GOLDEN_LINK,
	MSG_GOLDEN_PLAIN,
	MSG_GOLDEN_STEPS,
	MSG_COUNT
};

#include "msg_text.h"
