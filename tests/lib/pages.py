# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Articles made by number, for folders of any size: the same number is always the same text."""

import random
from pathlib import Path

WORDS = ("je kunt bellen met iemand die luistert en samen kijken wat er nu helpt want dat hoeft niet alleen vandaag "
         "morgen politie aangifte buurt vriend school werk slapen eten praten rust hulp plan stap brief").split()


def article(number, kind="page"):
    """A page of about 3 KB with headings, a list, a table and links to the page before it."""
    dice = random.Random(number)

    def sentence():
        return " ".join(dice.choices(WORDS, k=dice.randint(6, 14))).capitalize() + "."

    def paragraph():
        return " ".join(sentence() for _ in range(dice.randint(3, 6)))

    before = f"/victims/page-{number - 1}" if number > 0 else "/safety"
    parts = ["---", f"kind: {kind}", f"title: Pagina {number}", f"summary: Wat je kunt doen, deel {number}.",
             "audience: victims, helpers", "offence: general", "owner: Redactie", "checked: 2026-11-21",
             f"source: Wetboek van Strafrecht, artikel {number} | https://wetten.overheid.nl/BWBR0001854 | 2026-11-21",
             "---", paragraph()]
    for group in range(4):
        parts += ["", f"## {sentence()[:-1]} {{#group-{group}}}", "", paragraph(), "",
                  *(f"- {sentence()}" for _ in range(3)), "", f"[Lees verder]({before}). {paragraph()}"]
    parts += ["", "| Wat iemand zegt | Wat helpt |", "| --- | --- |",
              *(f"| {sentence()} | {sentence()} |" for _ in range(3)), ""]
    return "\n".join(parts)


def fill(folder, count, first=0, languages=("nl", "en")):
    """count pages in a content folder, each in every language of languages."""
    for number in range(first, first + count):
        for language in languages:
            path = Path(folder) / language / "victims" / f"page-{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(article(number))
