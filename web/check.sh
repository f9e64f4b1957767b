#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Builds web/dist again from the pinned packages and compares it with what is
# committed. Needs Node 18 or later and npm; leaves nothing behind in the tree
# but node_modules.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund >/dev/null
node contrast.mjs
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
node build.mjs "$fresh"
if diff -r dist "$fresh"; then
	echo "web/dist is what web/build.mjs makes"
else
	echo "web/dist differs: run 'npm ci --ignore-scripts && node build.mjs' in web/ and commit the result" >&2
	exit 1
fi
