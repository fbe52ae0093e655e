"""The guide's pages: both languages have the same, its commands can be typed, what it gives to copy
is accepted, its links lead somewhere, and its tutorial is walked as it is written.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped] # it has no types, and the project needs it only in tests
import pytest
import yaml
from manuals import ROOT
from reference_pages.commands import parser_of
from reference_pages.files import OF_COMMANDS

from preuve.commands.schemas import files
from preuve.console.verbs import VERBS
from preuve.core.words import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = ROOT / "guide"
PAGES = sorted(page for language in LANGUAGES for page in (GUIDE / language).rglob("*.md"))
FENCE = re.compile(r'(?ms)^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$')
CALL = re.compile(r"^(?:\.venv/bin/)?preuve ([a-z]+)(.*)$")


def name(page: Path) -> str:
    """Return a page's path below the guide."""
    return page.relative_to(GUIDE).as_posix()


def blocks(page: Path, language: str) -> list[tuple[str, str]]:
    """Return what is given to copy in a language of code: its title, and its text."""
    text = page.read_text(encoding="utf-8")
    return [(title, body) for kind, title, body in FENCE.findall(text) if kind == language]


def test_both_languages_have_the_same_pages() -> None:
    """Would catch a page that one half of the readers does not have."""
    english, french = (
        {path.relative_to(GUIDE / language) for path in (GUIDE / language).rglob("*.md")}
        for language in LANGUAGES
    )
    assert english == french


@pytest.mark.parametrize("page", [page for page in PAGES if "en" in page.parts], ids=name)
def test_both_languages_say_the_same(page: Path) -> None:
    """Would catch a section, a block to copy or a way elsewhere that a translation forgot."""
    other = GUIDE / "fr" / page.relative_to(GUIDE / "en")
    texts = [path.read_text(encoding="utf-8") for path in (page, other)]
    for pattern in (r"(?m)^#{1,3} ", r"(?m)^```(\w*)", r"(?m)^\| "):
        english, french = (re.findall(pattern, text) for text in texts)
        assert english == french, pattern
    ways = [sorted(re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)) for text in texts]
    assert ways[0] == ways[1]


def commands() -> Iterator[tuple[str, str, list[str]]]:
    """Yield each call of the program in the guide's shell blocks and the READMEs: where, which
    verb, with what.
    """
    for page in [*PAGES, ROOT / "README.md", ROOT / "README.fr.md"]:
        for _, body in blocks(page, "sh"):
            for line in re.split(r"\n| \|\| | && ", body):
                if match := CALL.match(line.strip().removeprefix("- ")):
                    arguments = re.sub(r"\s#.*| > .*", "", match[2])
                    words = [word.strip("\"'") for word in re.findall(r"\"[^\"]*\"|\S+", arguments)]
                    yield f"{page.name}: {line}", match[1], words


CALLS = list(commands())


@pytest.mark.parametrize(("line", "verb", "words"), CALLS, ids=[call[0] for call in CALLS])
def test_each_command_can_be_typed(
    line: str, verb: str, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch an option that was renamed, a verb that is gone, a value that is refused."""
    assert verb in VERBS
    (tmp_path / "organisation.yaml").touch()
    monkeypatch.chdir(tmp_path)
    parser_of(verb).parse_args(words)
    assert line


SCHEMAS = {file: schema for file, (_, schema) in {**files(), **OF_COMMANDS}.items()}
GIVEN = [
    (f"{name(page)} {title}", title, body)
    for page in PAGES
    for title, body in blocks(page, "yaml")
    if title
]


def loose(schema: Any) -> Any:  # noqa: ANN401 - a tree of JSON
    """Return a schema that asks for no key: a page shows a part of a file."""
    if isinstance(schema, list):
        return [loose(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: loose(part) for key, part in schema.items() if key not in {"required", "else"}}
    return {key: part for key, part in kept.items() if key not in {"if", "oneOf", "not", "allOf"}}


@pytest.mark.parametrize(
    ("title", "text"), [case[1:] for case in GIVEN], ids=[case[0] for case in GIVEN]
)
def test_what_is_given_to_copy_is_accepted(title: str, text: str, tmp_path: Path) -> None:
    """Would catch a key or a word that the gate refuses, in a file that the guide shows."""
    if title == ".gitlab-ci.yml":
        (tmp_path / title).write_text(text, encoding="utf-8")
        tool = Path(sys.executable).parent / "check-jsonschema"
        done = subprocess.run(
            [tool, "--builtin-schema", "vendor.gitlab-ci", tmp_path / title],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return
    if title == ".pre-commit-config.yaml":
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        named = [hook["id"] for repo in yaml.safe_load(text)["repos"] for hook in repo["hooks"]]
        assert set(named) <= {hook["id"] for hook in hooks}
        return
    pattern = re.sub(r"rnq-\d+", "*", title) if title.startswith("standards/") else title
    if title.startswith("tests/"):
        pattern = f"registers/{Path(title).name}"
        if pattern not in SCHEMAS:  # the register that a reader makes: test_first_hour tries it
            return
    value = json.loads(json.dumps(yaml.safe_load(re.sub(r"\bon:", '"on":', text)), default=str))
    jsonschema.validate(value, loose(SCHEMAS[pattern]))


def test_what_is_given_to_copy_would_be_refused() -> None:
    """Would catch a look that accepts everything."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"waiver": []}, loose(SCHEMAS["organisation.yaml"]))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """Would catch a page or a heading that was renamed under the pages that lead to it; pages that
    are made while the guide is built are looked at there.
    """
    made = ("engine/contributing.md", "changelog.md", "engine/decisions/", "engine/api/")
    text = re.sub(r"`[^`]*`", "", page.read_text(encoding="utf-8"))
    for link in re.findall(r"\]\(([^)#\s]+)", text):
        target = (page.parent / link).resolve()
        if "://" not in link and not name(target).partition("/")[2].startswith(made):
            assert target.exists(), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_is_listed(language: Language) -> None:
    """Would catch a decision that the guide's list leaves out."""
    text = (GUIDE / language / "engine/decisions/index.md").read_text(encoding="utf-8")
    there = sorted(file.name for file in (ROOT / "decisions").glob("*.md"))
    assert re.findall(r"\]\((\d{4}-[^)]+)\)", text) == there


class Reader:
    """Somebody who does what the tutorial says."""

    def __init__(self, folder: Path) -> None:
        """Begin in a folder beside which the manual will be."""
        self.folder = folder
        self.output = ""

    def does(self, kind: str, title: str, body: str) -> None:
        """Type commands, write a file, or compare what is shown."""
        if kind == "sh":
            self.output = ""
            for line in body.splitlines():
                self._types(line)
        elif title:
            self._writes(self.folder / title, body)
        else:
            for line in body.splitlines():
                assert line.strip() in self.output, f"{line}\n{self.output}"

    def _types(self, line: str) -> None:
        if line.startswith("cd "):
            self.folder = (self.folder / line[3:]).resolve()
            return
        command, _, remark = line.partition("    # ")
        program = f"'{sys.executable}' -c 'from preuve.cli import main; main()'"
        done = subprocess.run(
            ["bash", "-c", command.replace("preuve", program, 1)],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.output += (done.stdout + done.stderr).replace("\u00a0", " ")
        wanted = 1 if remark == "exit status 1" else 0
        assert done.returncode == wanted, f"{line}\n{self.output}"

    def _writes(self, file: Path, text: str) -> None:
        """Write a file, or one's own words in place of the guidance of one that is there."""
        if file.exists():
            page = file.read_text(encoding="utf-8")
            text = re.sub(r"(?s)\{#.*?#\}", lambda _: text, page, count=1)
        file.write_text(text, encoding="utf-8")


@pytest.mark.whole
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tutorial(language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a tutorial whose commands fail, or that promises what is not shown: it is walked
    from its second step, in an empty folder, to a tile that is green.
    """
    monkeypatch.setenv("PREUVE_AS_OF", "2026-12-04")
    text = (GUIDE / language / "tutorial.md").read_text(encoding="utf-8")
    installation, *steps = re.split(r"(?m)^## ", text.partition("\n## 2. ")[2])
    (tmp_path / "preuve").mkdir()
    reader = Reader(tmp_path / "preuve")
    for kind, title, body in FENCE.findall("\n".join([installation, *steps])):
        reader.does(kind, title, body)
    home = (reader.folder / "draft" / "index.html").read_text(encoding="utf-8")
    tiles = re.findall(r'<a class="[^"]*\bpv-covered\b[^"]*"[^>]*href="([^"]+)"', home)
    assert tiles, "no tile is green"
    assert {re.sub(r".*indicator-(\d+).*", r"\1", tile) for tile in tiles} == {"08"}
