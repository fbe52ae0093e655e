"""Many of one thing cost their number: no rule looks at each beside all others."""

from __future__ import annotations

import re
from cProfile import Profile
from typing import TYPE_CHECKING

import pytest
from many_things import THINGS

from preuve.report import Format, render
from preuve.rulebook import BY_NAME, Family

if TYPE_CHECKING:
    from manuals import ManualFolder


@pytest.mark.growth
@pytest.mark.parametrize("name", THINGS)
def test_twice_as_many_cost_twice_as_much(folder: ManualFolder, name: str) -> None:
    """Would catch a check that takes four times the steps for twice as many of a thing."""

    def steps(number: int) -> int:
        folder.whole()
        THINGS[name](folder, number)
        re.purge()  # else patterns of the smaller number are there already
        profile = Profile()
        profile.runcall(lambda: render(folder.check(), Format.TEXT))
        return sum(row.callcount for row in profile.getstats())

    steps(5)  # what is made once, is made
    first, second, third = (steps(number) for number in (60, 120, 240))
    assert third - second < 2.4 * max(second - first, 200)


@pytest.mark.parametrize("name", THINGS)
def test_each_thing_is_read(folder: ManualFolder, name: str) -> None:
    """Would catch lines that nobody can read: then no rule looks at them, however many there are."""
    folder.whole()
    THINGS[name](folder, 3)
    rules = {finding.rule for finding in folder.check().findings}
    assert {rule for rule in rules if BY_NAME[rule].family is Family.READING} == set()


def test_there_are_as_many_things_as_were_promised() -> None:
    """Would catch a thing taken out of the list."""
    assert len(THINGS) >= 47
