"""Patterns of excluded pages, read as MkDocs' own reader does."""

from __future__ import annotations

import random
import re

import pathspec
import pytest

from preuve.reading.ignore_globs import read_globs, taken_by

PATTERNS = [
    "",
    "#x",
    "/",
    "!",
    "*",
    "**",
    "*/",
    "**/",
    "/*",
    "/**",
    "**/**",
    "*/**",
    "**/*",
    "**/*/**",
    "a",
    "a/",
    "/a",
    "/a/",
    "!a",
    "!a/",
    "a/**",
    "a/**/",
    "**/a",
    "**/a/",
    "a/*",
    "a/b",
    "/a/b",
    "a/**/b",
    "a/**/b/**/c",
    "!a/b.md",
    "b.md",
    "*.md",
    "!*.md",
    "a/*.md",
    "indicator-0?.md",
    "indicator-[01]*.md",
    "indicator-[!0]*.md",
    "indicator-[^0]*.md",
    "[]a].md",
    "[a",
    "[z-a].md",
    "\\#a",
    "\\!a",
    "a\\ ",
    "a ",
    " a",
    "a\\",
    "a//b",
    "//a",
    "criteria",
    "criteria/",
    "/criteria/**",
    "!criteria/**/*-04.md",
    "criteria/criterion-*",
    "**/indicator-*",
    "Criteria/",
    "criteria/.../x",
    "a?c",
    "?",
    ".*",
    "!.well-known",
    "/templates/",
    "*a*",
    "a**b",
    "**a",
    "a**/b",
    "é.md",
    "e\u0301.md",
    "*.markdown",
    "{a,b}.md",
    "a+b.md",
    "a.md#x",
]
PATHS = [
    "a",
    "b.md",
    "a/b",
    "a/b.md",
    "a/a",
    "a/b/c",
    "a/x/b",
    "a/x/b/y/c",
    "x/a",
    "x/a/b.md",
    "x/y/a/b",
    "#a",
    "!a",
    "a ",
    "é.md",
    "e\u0301.md",
    "criteria/criterion-1/indicator-04.md",
    "criteria/criterion-1/indicator-11.md",
    "criteria/index.md",
    "indicator-04.md",
    "indicator-1.md",
    "].md",
    "a.md",
    "z.md",
    ".hidden/a.md",
    "criteria/.a.md",
    ".well-known/a",
    "templates/a",
    "x/templates/a",
    "abc",
    "aXb/b",
    "a+b.md",
    "index.markdown",
    "a/b/c/b/c",
    "ab/c",
    "Criteria/x.md",
]


def _theirs(lines: list[str], path: str) -> bool:
    return bool(pathspec.gitignore.GitIgnoreSpec.from_lines(lines).match_file(path))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_takes_what_mkdocs_says_it_takes(pattern: str) -> None:
    """Would catch a page that the gate sees and the site does not, or the other way round."""
    try:
        expected = {path for path in PATHS if _theirs([pattern], path)}
    except (ValueError, re.error):  # MkDocs refuses the whole configuration: no site is built
        return
    assert {path for path in PATHS if taken_by(read_globs([pattern]), path)} == expected


def test_several_patterns_decide_as_for_mkdocs() -> None:
    """Would catch a negation, a folder's pattern or an order read differently,
    over 3,000 sets of patterns.
    """
    chance = random.Random(13)  # noqa: S311 - a test
    taken = 0
    for _ in range(3_000):
        lines = [chance.choice(PATTERNS) for _ in range(chance.randint(2, 5))]
        try:
            pathspec.gitignore.GitIgnoreSpec.from_lines(lines)
        except (ValueError, re.error):
            continue
        path = chance.choice(PATHS)
        line = taken_by(read_globs(lines), path)
        assert (line is not None) == _theirs(lines, path), (lines, path)
        assert line is None or line in [written.rstrip() for written in lines] or line in lines
        taken += line is not None
    assert taken > 300  # else it would prove nothing
