# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Clients who make an account from their visit."""

import re
import time

from staff import one_time_code


def new_password(visitor, page, password, **more):
    return visitor.submit(page, {"password": password, "password-again": password} | more, page.path[3:])


def secret_on(page):
    """The secret that the page shows beside the square."""
    return re.search(r'class="number">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")


def codes_on(page):
    return re.findall(r'class="number">([0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4})<', page.text)


def make_account(visit, address, password="tulp regen fietsbel"):
    """From the visit to the page with codes: that page, and the app's secret."""
    page = visit.get("/nl/account/new")
    page = visit.follow(new_password(visit, page, password, email=address))
    secret = secret_on(page)
    return visit.submit(page, {"code": one_time_code(secret, time.time())}, "/account/new/app"), secret
