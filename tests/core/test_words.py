"""Words for people: the French catalogue is whole, true to its source, and French to the eye."""

from __future__ import annotations

import ast
import importlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po, write_po

from preuve.core.words import LabelledEnum, Translator, say, say_count
from preuve.model.conditions import CONDITIONS
from preuve.model.evidence import EVIDENCE
from preuve.model.organisation import ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message as Entry

ROOT = Path(__file__).parent.parent.parent
LOCALE = ROOT / "src/preuve/locale"
TEMPLATE = LOCALE / "preuve.pot"
FRENCH = LOCALE / "fr/LC_MESSAGES/preuve.po"
COMPILED = FRENCH.with_suffix(".mo")
HINT = "run scripts/translate, fill in what is new in the .po file, and run it again"

NO_BREAK = "\u00a0"

# What stays as it is written in YAML, whatever the language around it.
# Of the registers' keys, those that are no French words: “note” and “cause” with a colon are prose
# as a rule.
_OF_REGISTERS = ("answer_within", "closed", "due", "from", "grade", "received", "review")
_KEYS = "|".join(
    [
        *EVIDENCE.fields,
        *ORGANISATION.fields,
        *CONDITIONS.fields,
        "indicator",
        "applies",
        "obtained",
        "expires",
        *_OF_REGISTERS,
    ]
)
CODE = re.compile(
    rf'https://|< > : " \| \? \*|& \* ! % @ `|\(!\)|(?:clé|nom): valeur|{{key}}: …|'
    rf"\b(?:{_KEYS}):(?=\)| [a-z\d[{{(]| où\b)"
    r"|\baudit:(?= \d{4}-)|(?:\bdrive|{shelf}):(?=[A-Z])"
)


def texts(message: Entry) -> tuple[str, ...]:
    """Return a message's source: one text, or the singular and the plural."""
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def translations(message: Entry) -> tuple[str, ...]:
    """Return a message's translation, as many texts as its source has."""
    given = message.string
    return tuple(given) if isinstance(given, list | tuple) else (given or "",)


def read(path: Path) -> dict[tuple[str, ...], Entry]:
    """Return the messages of a .pot or .po file, without its header."""
    with path.open("rb") as stream:
        catalog = read_po(stream)
    assert not catalog.obsolete, f"{path.name} keeps messages that are used nowhere: {HINT}"
    return {texts(message): message for message in catalog if message.id}


@cache
def extracted() -> Catalog:
    """Return what Babel finds in the code as it is now, as scripts/translate asks it to."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]
    catalog = Catalog()
    for _file, _line, found, _comments, _context in extract_from_dir(
        ROOT / "src", methods, options
    ):
        catalog.add(found)
    return catalog


@cache
def trees() -> dict[Path, ast.Module]:
    """Return the engine's code, parsed."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "src").rglob("*.py"))
    }


FRENCH_MESSAGES = read(FRENCH)
EACH = [
    (source, target)
    for message in FRENCH_MESSAGES.values()
    for source, target in zip(texts(message), translations(message), strict=True)
]


def test_nothing_is_missing_and_nothing_is_left_over(tmp_path: Path) -> None:
    """Would catch a message added, changed or dropped in the code, and not in the catalogue."""
    now = tmp_path / "now.pot"
    with now.open("wb") as stream:
        write_po(stream, extracted(), no_location=True)
    wanted = read(now).keys()
    assert len(wanted) > 300, "the extraction finds next to nothing: see babel.cfg"
    assert wanted == read(TEMPLATE).keys(), HINT
    assert wanted == FRENCH_MESSAGES.keys(), HINT


def test_babel_sees_every_message_of_the_code() -> None:
    """Would catch a message that Babel's reading of the code overlooks:
    it would be shown in English, and no one told.
    """
    found = {texts(message) for message in extracted() if message.id}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"say", "say_count"}
            ):
                given = node.args[: 2 if node.func.id == "say_count" else 1]
                fixed = tuple(one.value for one in given if isinstance(one, ast.Constant))
                # The functions that templates call hand on what the templates say.
                if fixed or path.name != "templating.py":
                    assert fixed in found, f"{path}:{node.lineno}"


def test_every_message_is_translated() -> None:
    """Would catch an empty translation, and one that Babel guessed and nobody read."""
    assert [
        source for source, message in FRENCH_MESSAGES.items() if not all(translations(message))
    ] == []
    assert [source for source, message in FRENCH_MESSAGES.items() if message.fuzzy] == []


def test_the_compiled_catalogue_is_current() -> None:
    """Would catch a translation corrected in the .po file and never compiled:
    readers would still see the old one.
    """
    with COMPILED.open("rb") as stream:
        compiled = {
            texts(message): translations(message) for message in read_mo(stream) if message.id
        }
    assert compiled == {
        source: translations(message) for source, message in FRENCH_MESSAGES.items()
    }, HINT


def test_the_files_depend_on_no_clock_and_no_line_number() -> None:
    """Would catch headers or comments that make every run of
    scripts/translate a change to review.
    """
    for path in (TEMPLATE, FRENCH):
        text = path.read_text(encoding="utf-8")
        dates = set(re.findall(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}[+-]\d{4}", text))
        assert dates == {"2026-01-01 00:00+0000"}
        assert "\n#:" not in text


# Thousands of sentences: a test for each would cost more than the sentences do.
def test_placeholders_are_those_of_the_source() -> None:
    """Would catch a value lost or misspelt in translation, and a single brace:
    both would stop a build in French only.
    """

    def fields(text: str) -> set[str]:
        return {
            name
            for _text, name, _format, _conversion in Formatter().parse(text)
            if name is not None
        }

    assert [(source, target) for source, target in EACH if fields(source) != fields(target)] == []


def typography_faults(source: str, target: str) -> Iterator[str]:
    """Yield what is not French in how a translation is set."""
    text = CODE.sub("x", target)
    end = source[len(source.rstrip()) :]  # argparse's “usage: ” ends in a blank, in any language
    if re.search(r"['\"“”]", text):
        yield "write ’ and « »"
    if re.search(rf"(?<!{NO_BREAK})[:;?!»]|«(?!{NO_BREAK})", text):
        yield "a no-break space is missing"
    if re.search(rf"[ {NO_BREAK}]{{2}}|^\s|\s$|[ {NO_BREAK}][,.](?!\.)", text.removesuffix(end)):
        yield "a space too many"
    if re.search(r"(?:\d|\{limit\}) (?:Mo|mois|jours|niveaux)\b|n° ", text):
        yield "a unit could be orphaned"
    if "oeu" in text.casefold():
        yield "write œ"
    if source[-1:] in {".", "?"} and text.rstrip()[-1:] != source[-1:]:
        yield "ends in another way"


def test_typography_is_french() -> None:
    """Would catch straight quotes, English quotes,
    and a colon or a question mark that a line break could orphan.
    """
    assert [
        (fault, target) for source, target in EACH for fault in typography_faults(source, target)
    ] == []


def test_french_never_says_compliant() -> None:
    """Would catch a translation that says what only a certification body may say."""
    for message in FRENCH_MESSAGES.values():
        for target in translations(message):
            assert not re.search(r"\bconformes?\b", target, re.IGNORECASE), target


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 8, 1), "1 August 2026", "1er août 2026"),
        (date(2026, 10, 6), "6 October 2026", "6 octobre 2026"),
        (date(2028, 2, 29), "29 February 2028", "29 février 2028"),
        (date(2026, 12, 11), "11 December 2026", "11 décembre 2026"),
    ],
)
def test_dates_are_worded_for_their_reader(day: date, english: str, french: str) -> None:
    """Would catch “1 août”, a month in the wrong language or off by one,
    and a date broken over two lines.
    """
    assert Translator("en").day(day) == english.replace(" ", NO_BREAK)
    assert Translator("fr").day(day) == french.replace(" ", NO_BREAK)


def test_dates_in_tables_are_in_figures() -> None:
    """Would catch a table that a French reader has to decipher,
    or days and months the wrong way round.
    """
    assert Translator("en").short_day(date(2026, 10, 6)) == "2026-10-06"
    assert Translator("fr").short_day(date(2026, 10, 6)) == "06/10/2026"


def test_months_are_lower_case_in_french() -> None:
    """Would catch “Août” in the middle of a sentence."""
    for month in range(1, 13):
        name = Translator("fr").day(date(2026, month, 2)).split(NO_BREAK)[1]
        assert name == name.lower()


def test_messages_hold_messages_dates_and_lists() -> None:
    """Would catch a value that is left in English, or shown as Python writes it,
    inside a French sentence.
    """
    inner = say("Indicator {number} ({title})", number=4, title="Analyse du besoin")
    states = (("EV-1", say("draft")), ("EV-2", say("expired")))
    entries = [say("{id} ({state})", id=entry, state=state) for entry, state in states]
    named = say("What names it does not count: {entries}.", entries=entries)
    outer = say(
        "{name} has no evidence that counts on {day}. {named}",
        name=inner,
        day=date(2026, 10, 1),
        named=named,
    )
    assert Translator("en")(outer) == (
        "Indicator 4 (Analyse du besoin) has no evidence that counts on 1\u00a0October\u00a02026. "
        "What names it does not count: EV-1 (draft), EV-2 (expired)."
    )
    assert Translator("fr")(outer) == (
        "Indicateur 4 (Analyse du besoin)\u00a0: aucune preuve prise en compte au "
        "1er\u00a0octobre\u00a02026. "
        "Ce qui le cite n’est pas pris en compte\u00a0: EV-1 (brouillon), EV-2 (périmée)."
    )


def test_a_text_kept_in_both_languages_is_shown_in_the_reader_s() -> None:
    """Would catch a sentence with both of them in it, between braces."""
    message = say("See {text}.", text={"en": "the guide", "fr": "le guide"})
    assert Translator("en")(message) == "See the guide."
    assert Translator("fr")(message) == "See le guide."


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [(0, "0 errors", "0 erreur"), (1, "1 error", "1 erreur"), (2, "2 errors", "2 erreurs")],
)
def test_each_language_counts_in_its_own_way(number: int, english: str, french: str) -> None:
    """Would catch the English plural in French, where nought is singular."""
    message = say_count("{count} error", "{count} errors", number)
    assert Translator("en")(message) == english
    assert Translator("fr")(message) == french


@pytest.mark.parametrize("language", ["en", "fr"])
def test_braces_in_values_are_not_read_again(language: str) -> None:
    """Would catch a title in the index that can pull other values into a sentence, or stop it."""
    words = Translator("fr" if language == "fr" else "en")
    assert "{0} {day} {{" in words(say("“{text}” is not a date.", text="{0} {day} {{"))
    assert "{{" not in words(say("A map opened by {{ is not closed."))


def test_a_message_of_a_team_is_shown_as_it_is() -> None:
    """Would catch a message without a translation that stops the build,
    rather than being shown in its own words.
    """
    assert (
        Translator("fr")(say("Our {thing}", thing=["a", date(2026, 5, 1)]))
        == "Our a, 1er\u00a0mai\u00a02026"
    )


def labelled() -> list[LabelledEnum]:
    """Return each member of each enumeration that has labels."""
    for file in sorted((ROOT / "src" / "preuve").rglob("*.py")):
        if "(LabelledEnum)" in file.read_text(encoding="utf-8"):
            module = file.relative_to(ROOT / "src").with_suffix("").as_posix().replace("/", ".")
            importlib.import_module(module)
    return [member for kind in LabelledEnum.__subclasses__() for member in kind]


def test_each_choice_has_its_label() -> None:
    """Would catch a state added to an enumeration and shown to people as nothing, or in English."""
    members = labelled()
    assert len(members) > 100
    assert [member for member in members if not member.label.text] == []
    french = Translator("fr")
    assert [member for member in members if not french(member.label)] == []
    assert all(type(member)(member.value) is member for member in members)


def test_no_table_is_keyed_by_members_of_two_enumerations() -> None:
    """Would catch `{Party.OTHER: …, Kind.OTHER: …}`: the two are equal, so the second wins."""
    for file, tree in trees().items():
        for table in [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]:
            owners = {
                key.value.id
                for key in table.keys
                if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name)
            }
            assert len(owners) <= 1, f"{file}:{table.lineno}"
