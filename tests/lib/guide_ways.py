# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which answers lead where in a guide, found by trying, with a reading of the conditions that is not the program's.

As a program it prints, for every guide, sets of answers that together show every step: the browser walks those.
"""

import json
import os
import random
import re
import subprocess
from pathlib import Path

TRIES = 4000


class Guide:
    def __init__(self, path):
        program = Path(os.environ["NABIJ_BUILD"]) / "tools/yaml2json"
        printed = subprocess.run([program, "/dev/stdout", "-", path], check=True, capture_output=True).stdout
        self.whole = json.loads(printed)
        self.name, self.steps, self.outcomes = (self.whole[k] for k in ("guide", "steps", "outcomes"))

    def outcome_names(self):
        return [o["outcome"] for o in self.outcomes]


def tokens(text):
    return re.findall(r"[a-z0-9-]+|!=|>=|[()<=]", text)


class Condition:
    """either := both ("or" both)*; both := single ("and" single)*."""

    def __init__(self, text, state):
        self.left, self.state = tokens(text), state
        self.value = self.either()

    def take(self, *words):
        return self.left.pop(0) if self.left and self.left[0] in words else None

    def either(self):
        value = self.both()
        while self.take("or"):
            value = self.both() or value
        return value

    def both(self):
        value = self.single()
        while self.take("and"):
            value = self.single() and value
        return value

    def single(self):
        if self.take("not"):
            return not self.single()
        if self.take("("):
            value = self.either()
            self.take(")")
            return value
        if self.take("score"):
            name, sign, points = (self.left.pop(0) for _ in range(3))
            now = self.state["score"].get(name, 0)
            return now >= int(points) if sign == ">=" else now < int(points)
        if self.take("answered"):
            return bool(self.state["answers"].get(self.left.pop(0)))
        question, sign, value = (self.left.pop(0) for _ in range(3))
        has = value in self.state["answers"].get(question, [])
        return not has if sign == "!=" else has


def holds(part, state):
    return "when" not in part or Condition(part["when"], state).value


def follow(guide, choose):
    """Answers by question, and the outcomes that they give."""
    state = {"answers": {}, "score": {}, "shown": []}
    for step in guide.steps:
        if not holds(step, state):
            continue
        state["shown"].append(step.get("question", step.get("advice")))
        if "advice" in step:
            continue
        chosen = choose(step)
        state["answers"][step["question"]] = chosen
        for option in step.get("options", []):
            for name, points in option.get("score", {}).items() if option["value"] in chosen else ():
                state["score"][name] = state["score"].get(name, 0) + int(points)
    return state, [o["outcome"] for o in guide.outcomes if holds(o, state)]


def random_choice(source, lean):
    """Leaning to many points, to few, or to none."""

    def choose(step):
        if step["type"] in ("text", "date"):
            given = "Iets" if step["type"] == "text" else "2026-01-18"
            return [given] if not step.get("optional") or source.random() < 0.7 else []
        values = [o["value"] for o in step["options"]]
        if step["type"] == "many":
            return [v for v in values if v != "unknown" and source.random() < 0.35]
        if lean and source.random() < 0.8:
            points = {o["value"]: sum(map(int, o.get("score", {}).values())) * lean for o in step["options"]}
            best = max(points.values())
            values = [v for v in values if points[v] == best]
        return [source.choice(values)]

    return choose


def ways_to(guide, wanted, gives):
    """A few sets of answers that together give all that is wanted; and what none gave."""
    source, missing, found = random.Random(guide.name), set(wanted), []
    for i in range(TRIES):
        if not missing:
            break
        state, outcomes = follow(guide, random_choice(source, (0, 1, -1)[i % 3]))
        if missing & set(gives(state, outcomes)):
            missing -= set(gives(state, outcomes))
            found.append((state, outcomes))
    return found, missing


def ways_to_every_outcome(guide):
    return ways_to(guide, guide.outcome_names(), lambda state, outcomes: outcomes)


def ways_to_every_step(guide):
    names = [s.get("question", s.get("advice")) for s in guide.steps]
    return ways_to(guide, names, lambda state, outcomes: state["shown"])


def every_guide():
    """But for the welcome questions: those stand behind a link."""
    folder = Path(os.environ["NABIJ_SOURCE"]) / "content/guide"
    return [Guide(p) for p in sorted(folder.glob("*.yaml")) if p.stem != "welcome"]


if __name__ == "__main__":
    print(json.dumps({g.name: [state["answers"] for state, _ in ways_to_every_step(g)[0]] for g in every_guide()}))
