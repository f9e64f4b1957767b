#pragma once
#include "html.h"
struct lines {
	struct str *v;
	size_t n;
};
struct v {
	struct str s;
	struct html_safe safe;
	struct url url;
	struct lines list;
	const char *z;
	int i;
	double d;
	bool b;
	void *pointer;
};
