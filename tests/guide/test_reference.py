"""The guide's reference is what the code says: each key, rule, macro, verb and option once, in both
languages, and the next one that nobody describes is found.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from reference_pages import __main__ as reference
from reference_pages import commands, files, macros, report, rules
from reference_pages.words import GUIDE, NotTranslatedError, french, unused

from preuve.commands import schemas
from preuve.console.verbs import VERBS
from preuve.core.words import LANGUAGES, Language, say
from preuve.intake.mapping import MAPPING
from preuve.model import crosswalk, evidence, local_standard_file, organisation, rehearsal, sessions
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.loading import shape_of
from preuve.page.macros import macros as all_macros
from preuve.page.macros import things
from preuve.page.overview import dashboard
from preuve.portfolio.listing import PORTFOLIO
from preuve.publication.policy import Thing
from preuve.report.json import SCHEMA
from preuve.report.json_schema import report_schema
from preuve.rulebook import BY_NAME, RULES
from preuve.schema import Field, Flag, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS: dict[str, Any] = {
    "organisation.yaml": organisation.ORGANISATION,
    "crosswalks/*.yaml": crosswalk.CROSSWALK,
    "rehearsals/*.yaml": rehearsal.REHEARSAL,
    "standards/*.local.yaml": local_standard_file.LOCAL_STANDARD,
    "sessions.yaml": sessions.SESSIONS,
    "portfolio.yaml": PORTFOLIO,
    "mapping.yaml": MAPPING,
    **{name.file: shape_of(name) for name in RegisterName},
}
"""What reads each file; the index reads its entries one by one, by `EVIDENCE`."""


def page(name: str, language: Language) -> str:
    """Return a page of the guide as it stands."""
    return (GUIDE / language / name).read_text(encoding="utf-8")


def parts(text: str, level: int) -> dict[str, str]:
    """Return what stands below each heading of a level."""
    pieces = re.split(rf"(?m)^{'#' * level} (.+)$", text)
    headings = [heading.strip("`").partition(" {#")[0] for heading in pieces[1::2]]
    assert len(set(headings)) == len(headings), Counter(headings).most_common(3)
    return dict(zip(headings, pieces[2::2], strict=True))


def rows(text: str) -> list[list[str]]:
    """Return the cells of the tables in a part of a page, their headings left out."""
    lines = re.findall(r"(?m)^\| (`.*) \|$", text)
    return [re.split(r"(?<!\\) \| ", line) for line in lines]


def below(shape: Any, path: str = "") -> Iterator[tuple[str, Field]]:  # noqa: ANN401 - any shape
    """Yield each key that a shape reads, however deep, with the path of its map: found in the
    objects that read, not in their schemas.
    """
    if isinstance(shape, Record):
        for name, field in shape.fields.items():
            yield f"{path}{name}", field
            yield from below(field.shape, f"{path}{name}.")
    elif isinstance(shape, tuple):
        for part in shape:
            yield from below(part, path)


def objects(schema: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the keys of each object of a JSON Schema, an object before those inside it."""
    if "properties" in schema:
        yield list(schema["properties"])
    for part in (*schema.get("properties", {}).values(), *schema.get("anyOf", ())):
        yield from objects(part)
    if "items" in schema:
        yield from objects(schema["items"])


def test_what_is_made_is_current() -> None:
    """Would catch a page that says what the code said yesterday: run `scripts/reference`."""
    for file, text in reference.made().items():
        assert file.read_text(encoding="utf-8") == text, file
    assert unused() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_key_stands_once_with_its_meaning(language: Language) -> None:
    """Would catch a key that is described nowhere, twice, or in the other language only."""
    by_file = parts(page("reference/files.md", language), 2)
    assert set(by_file) == set(RECORDS) | {"evidence_index.yaml"}
    records = {**RECORDS, "evidence_index.yaml": evidence.EVIDENCE}
    for file, record in records.items():
        tables = re.split(r"(?m)^### .*$", by_file[file])
        documented = [(row[0].strip("`"), len(tables)) for row in rows(by_file[file])]
        keys = [path for path, _ in below(record)]
        wanted = Counter(path.rpartition(".")[2] for path in keys)
        there = Counter(name for name, _ in documented)
        # A map that may stand in several places is described in each.
        assert {name for name in wanted if there[name] < wanted[name]} == set(), file
        for table in tables:
            names = [row[0] for row in rows(table)]
            assert len(set(names)) == len(names), file
        for row in rows(by_file[file]):
            name, value, needed, meaning = row
            assert all((value.strip(), needed.strip(), meaning.strip())), (file, name)


def test_no_meaning_is_left_in_english() -> None:
    """Would catch a French reference whose sentences are English: each differs, key by key."""
    english, french_ = (rows(page("reference/files.md", language)) for language in LANGUAGES)
    assert [row[0] for row in english] == [row[0] for row in french_]
    alike = {row[3] for row, other in zip(english, french_, strict=True) if row[3] == other[3]}
    assert alike == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_rule_stands_once(language: Language) -> None:
    """Would catch a rule without its paragraph, weight, reason, example or advice."""
    by_rule = parts(page("reference/rules.md", language), 3)
    assert set(by_rule) == set(BY_NAME)
    for rule in RULES:
        assert len(re.findall(r"(?m)^\*\*[^*]+\*\*\s?:", by_rule[rule.name])) == 4, rule.name
        assert f"`{rule.severity}`" in by_rule[rule.name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_macro_stands_once_with_its_arguments(language: Language) -> None:
    """Would catch a macro, an argument or an audience that no page tells."""
    by_macro = parts(page("reference/macros.md", language), 2)
    assert set(by_macro) == set(things())
    for macro in all_macros():
        arguments = [row[0].strip("`") for row in rows(by_macro[macro.__name__])]
        assert arguments == list(inspect.signature(macro).parameters)[2:]
    for_all, for_team = (
        ("For: everybody", "the team.") if language == "en" else ("Pour\u00a0: tous", "l’équipe.")
    )
    for name, thing in things().items():
        assert (for_all in by_macro[name]) == (thing in {Thing.MANUAL, Thing.RESULTS}), name
        assert for_team in by_macro[name], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_verb_and_option_stands_once(language: Language) -> None:
    """Would catch a verb or an option without a word on it."""
    by_verb = parts(page("reference/commands.md", language), 2)
    assert {heading.split()[1] for heading in by_verb} == set(VERBS)
    for verb, text in by_verb.items():
        names = [row[0] for row in rows(text)]
        assert len(set(names)) == len(names), verb
        assert all(row[1].strip() for row in rows(text)), verb
    options = {
        option
        for verb in VERBS
        for parser in commands.parsers(verb)
        for action in parser.shown()
        for option in action.option_strings
    } - {"-h", "--help"}
    text = page("reference/commands.md", language)
    assert {option for option in options if f"`{option}" not in text} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_key_of_the_report_stands(language: Language) -> None:
    """Would catch a key of the report that programs meet and nobody describes."""
    text = page("reference/report.md", language)
    tables = [[row[0].strip("`") for row in rows(part)] for part in parts(text, 2).values()]
    assert tables == list(objects(report_schema()))
    assert all(row[2].strip() for row in rows(text))
    assert f"| `schema` | `{SCHEMA}` |" in text


class TestTheNextOne:
    """A key, a rule, a macro, a sentence that is added and not described."""

    def test_a_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Would catch a look that looks at nothing: a key of the organisation without a line."""
        fields = {**organisation.ORGANISATION.fields, "motto": Field(Flag(), say("a saying"))}
        changed = organisation.ORGANISATION._replace(fields=fields)
        monkeypatch.setitem(RECORDS, "organisation.yaml", changed)
        with pytest.raises(AssertionError, match="motto"):
            test_each_key_stands_once_with_its_meaning("fr")

    def test_a_rule(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Would catch the same of a rule: its page would no longer be what the code says."""
        monkeypatch.setattr(rules, "RULES", RULES[1:])
        assert rules.page("en") != page("reference/rules.md", "en")

    def test_a_macro(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Would catch a macro whose docstring says nothing, or nothing of an argument."""
        monkeypatch.setattr(dashboard, "__doc__", "Draw it.")
        with pytest.raises(macros.NotDescribedError, match="dashboard"):
            macros.page("en")
        monkeypatch.undo()
        register = next(macro for macro in all_macros() if macro.__name__ == "register")
        monkeypatch.setattr(register, "__doc__", "Return a register, the newest line first.")
        with pytest.raises(macros.NotDescribedError, match="register has no Args for name"):
            macros.page("en")

    def test_a_sentence_without_french(self) -> None:
        """Would catch a docstring that changed, and its French that did not."""
        with pytest.raises(NotTranslatedError, match="Something new"):
            french("Something new.", "fr")

    def test_a_key_of_the_report(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Would catch a key of the report whose meaning has no French."""
        schema = deepcopy(report_schema())
        schema["properties"]["mood"] = {"type": "string", "description": "How it feels."}
        monkeypatch.setattr(report, "report_schema", lambda: schema)
        with pytest.raises(NotTranslatedError, match="How it feels"):
            report.page("fr")

    def test_a_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Would catch a file that is read and that the reference leaves out."""
        monkeypatch.setattr(
            files, "files", lambda: {**schemas.files(), "menu.yaml": (say("a"), {"properties": {}})}
        )
        assert "## `menu.yaml`" in files.page("en")
        assert "menu.yaml" not in page("reference/files.md", "en")
