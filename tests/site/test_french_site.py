"""The French example's site: whole, in French from the first label to the last date,
and set as French is set.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from babel.messages.pofile import read_po
from manuals import PACKAGE

from preuve.model.evidence import EVIDENCE
from preuve.model.organisation import ORGANISATION
from preuve.model.standard import EditionName, load_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = {"script", "style", "template", "noscript"}
_NOT_OURS = {"code", "pre", "kbd"}
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
# What is written as programs want it: a file's name (a rehearsal is called by its date), a key of
# YAML; and two labels of the theme, read out to those who listen.
_AS_IT_IS = re.compile(
    rf"\b(?:evidence|rehearsals)/\S+\b|^[\w-]+\.(?:csv|docx|md|ods|odt|pdf|xlsx)$"
    rf"|\b(?:{'|'.join([*EVIDENCE.fields, *ORGANISATION.fields])}):|^(?:Précédent|Suivant): "
)
_SAID = {"alt", "aria-label", "content", "data-label", "placeholder", "title"}


class Said(NamedTuple):
    """One piece of text that a reader meets."""

    text: str
    quoted: bool
    """Of the law, of git's history, of a file or of its name: not worded by us."""


class Page(HTMLParser):
    """What a page says, in its text and in the attributes that are read out, and what it loads."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.said: list[Said] = []
        self.loads: list[str] = []
        self.language = ""
        self._open: list[tuple[str, str]] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is read out and what is loaded."""
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        self.loads += [values[name] for name in ("src", "action") if name in values]
        if tag == "link" and values.get("rel") not in {"canonical", "prev", "next"}:
            self.loads.append(values.get("href", ""))
        if tag != "meta" or values.get("name") == "description":
            quoted = self._in_a_file()
            self.said += [Said(values[name], quoted) for name in values if name in _SAID]
        if tag not in _VOID:
            self._open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note text, but for what no reader sees."""
        tags = {tag for tag, _ in self._open}
        if data.strip() and not tags & _UNSEEN:
            classes = " ".join(names for _, names in self._open)
            quoted = bool(tags & _NOT_OURS) or "pv-law" in classes or "pv-history" in classes
            # A part of the law's sentence, among the parts of an indicator.
            quoted = quoted or ("q" in tags and "pv-clauses" in classes)
            self.said.append(Said(data, quoted or self._in_a_file()))

    def _in_a_file(self) -> bool:
        """Whether what comes is a proof's own content, shown as it is;
        what we say below it, of its lines, is ours.
        """
        classes = {name for _, names in self._open for name in names.split()}
        return "pp-content" in classes and "pp-faint" not in classes


@pytest.fixture(scope="module")
def pages(french_site: Path) -> dict[str, Page]:
    """Return the site's pages, by their path."""
    return {
        file.relative_to(french_site).as_posix(): Page(file)
        for file in sorted(french_site.rglob("*.html"))
    }


def ours(pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    """Yield each page's path with each text worded by us or by the team,
    less what a finding quotes of the law.
    """
    clauses = [
        clause
        for indicator in load_edition(EditionName.RNQ_2026).indicators
        for clause in indicator.clauses
    ]
    said = {" […] ".join(clause.words) for clause in clauses}
    law = re.compile(
        rf"(?<=La loi dit\u00a0: «\u00a0)(?:{'|'.join(map(re.escape, said))})(?=\u00a0»)"
    )
    for path, page in pages.items():
        for one in page.said:
            if not one.quoted:
                yield path, law.sub("", one.text)


def test_each_indicator_has_its_page(pages: dict[str, Page]) -> None:
    """Would catch an indicator without its page, its law in the edition of 2026,
    or its answer to “does it apply?”.
    """
    edition = load_edition(EditionName.RNQ_2026)
    assert len(edition.indicators) == 33
    for indicator in edition.indicators:
        page = pages[
            f"criteria/criterion-{indicator.criterion}/indicator-{indicator.number:02}/index.html"
        ]
        text = " ".join(" ".join(said.text for said in page.said).split())
        assert indicator.statement["fr"] in text
        assert indicator.statement["en"] not in text
        assert "Concerne : " in text
    assert all(page.language == "fr" for page in pages.values())


def not_french() -> Iterator[str]:
    """Yield what Preuve and Material say in English and otherwise in French,
    whole or up to the first value in it.
    """
    with (PACKAGE / "locale/fr/LC_MESSAGES/preuve.po").open("rb") as stream:
        messages = list(read_po(stream))
    # “Cause: {cause}” differs by the space before its colon; the word alone is French too, as
    # “Cause” says.
    french_too = {message.id for message in messages if message.id == message.string}
    for message in messages:
        sources = message.id if isinstance(message.id, list | tuple) else (message.id,)
        targets = message.string if isinstance(message.string, list | tuple) else (message.string,)
        for source, target in zip(sources, targets, strict=True):
            if source and source != target:
                longest = max(
                    re.split(r"\{\w+\}", source.replace("{{", "{").replace("}}", "}")), key=len
                ).strip(" .,:;()")
                if longest not in french_too:
                    yield longest
    spec = find_spec("material")
    assert spec is not None
    assert spec.origin is not None
    languages = Path(spec.origin).parent / "templates/partials/languages"
    english, french = (
        dict(
            re.findall(
                r'"([\w.]+)": "([^"]+)"', (languages / f"{name}.html").read_text(encoding="utf-8")
            )
        )
        for name in ("en", "fr")
    )
    yield from (text for key, text in english.items() if text != french.get(key))


def test_examples_of_rules_are_told_in_french(pages: dict[str, Page]) -> None:
    """Would catch an example of the rule book that explains itself in English:
    what is code stays as it is.
    """
    # “for:” is a key of YAML.
    english = re.compile(
        r"(?<!-)\b(the|for(?!:)|with|and|where|whose|names|saved|nothing|no)\b(?!-)"
    )
    assert [one.text for one in pages["rules/index.html"].said if english.search(one.text)] == []


def test_a_page_not_found_says_so_in_french(pages: dict[str, Page]) -> None:
    """Would catch the theme's own words, which are English in every language."""
    assert any(one.text == "Page introuvable" for one in pages["404.html"].said)


def test_nothing_is_left_in_english(pages: dict[str, Page]) -> None:
    """Would catch a label, a message or a state that misses its translation,
    ours or the theme's.
    """
    left = {text for text in not_french() if text}
    sentences = re.compile(
        "|".join(rf"\b{re.escape(text)}" for text in left if " " in text and len(text) > 8)
    )
    assert len(left) > 300
    assert [
        our
        for our in ours(pages)
        if our[1].strip(" \u00a0.,:;()") in left or sentences.search(our[1])
    ] == []


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
FOREIGN = (
    rf"\b(?:{MONTHS})\b|\b20\d\d-\d\d-\d\d\b|(?<!\d)1[ \u00a0](?:janvier|mai|novembre|septembre)"
)


def test_dates_are_in_french(pages: dict[str, Page]) -> None:
    """Would catch a month in English, a date as programs write it,
    and “1 novembre” for “1er novembre”.
    """
    foreign = re.compile(FOREIGN)
    # The rules tell how a date is written in a file.
    worded = [our for our in ours(pages) if our[0] != "rules/index.html"]
    assert [one for one in worded if foreign.search(_AS_IT_IS.sub("", one[1]))] == []


FAULTS = {
    "a straight apostrophe": r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]",
    "English or straight quotes": r"[“”\"]",
    ("no space, or one that can break, before a sign"): (
        r"(?<=[\w»)’%€])[:;!?»](?=\s|$)|"
        r"(?<=\S) [:;!?»]"
    ),
    "a space that can break after «": r"«(?![\u00a0\u202f])",
    "a number cut from its sign": r"\d [%€]|\b[nN]° ?(?![\u00a0])",
    "a space before a comma or a full stop": r"\w [,.](?!\.)",
    "a sentence stuck to the one before": r"[a-zà-ÿ]{2}\.[A-ZÀ-Ý][a-zà-ÿ]",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_french_is_set_as_french(pages: dict[str, Page], fault: str) -> None:
    """Would catch signs and spaces as English sets them, in our words and in the team's."""
    bad = re.compile(FAULTS[fault])
    assert [our for our in ours(pages) if bad.search(_AS_IT_IS.sub("", our[1]))] == []


def test_nothing_is_asked_of_another_host(pages: dict[str, Page]) -> None:
    """Would catch a font, a script or a picture fetched from elsewhere because the
    configuration is inherited.
    """
    assert all(not urlsplit(address).netloc for page in pages.values() for address in page.loads)


def test_the_look_is_that_of_the_first_manual(french_site: Path) -> None:
    """Would catch a style sheet that is not found from a manual two folders down:
    the site would be built, and bare.
    """
    assert (french_site / "assets/preuve.css").read_bytes() == (
        PACKAGE / "theme/assets/preuve.css"
    ).read_bytes()
    assert 'href="assets/preuve.css"' in (french_site / "index.html").read_text(encoding="utf-8")
