"""Draws templates: everything is escaped, nothing may be undefined, and texts are in the manual's
language.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)

from preuve.core.words import say, say_count
from preuve.page.badges import badge, stage_word, word
from preuve.page.raw_blocks import MARK
from preuve.page.squeezing import apart

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

    from preuve.core.words import Translator
    from preuve.page.urls import PageContext
    from preuve.schema import Period

_TEMPLATES = Path(__file__).parent / "templates"


class _CompiledHere(BytecodeCache):
    """Compiled templates of this process, where no folder keeps them: every language, audience and
    version of a manual draws with the same.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, unless its text is another by now."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledHere()


class Templates:
    """The templates of the pages. Each says its texts through `_`, `count` and `words`."""

    def __init__(
        self,
        words: Translator,
        cache: Path | None,
        values: dict[str, Any],
        folder: Path = _TEMPLATES,
    ) -> None:
        """Take the language, a folder for compiled templates, what every template may name, and
        where the templates are.
        """
        self._words = words
        self._labels: dict[str, str] = {}
        self._choices: dict[tuple[type[StrEnum], StrEnum], str] = {}
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else _COMPILED,
        )
        self._environment.globals.update(
            _=self._label,
            count=lambda one, many, number, /, **values: words(
                say_count(one, many, number, **values)
            ),
            words=self._word,
            short_day=words.short_day,
            span=words.span,
            month=words.month,
            period=self._period,
            stage_word=lambda stage: words(stage_word(stage)),
            badge=badge,
            language=words.language,
            **values,
        )

    def document(self, template: str, **values: Any) -> str:
        """Return a template's HTML as it stands: a page of its own."""
        return self._environment.get_template(template).render(**values)

    def render(self, template: str, here: PageContext, **values: Any) -> str:
        """Return a template's HTML, on one line:
        Markdown takes it as one raw block, whatever stands around it.
        """
        return MARK + self.fragment(template, here=here, **values)

    def fragment(self, template: str, **values: Any) -> str:
        """Return a template's HTML, on one line, for a place that Markdown does not see."""
        text = self._environment.get_template(template).render(**values)
        return apart(" ".join(line.strip() for line in text.splitlines() if line.strip()))

    def _label(self, text: str, /, **values: Any) -> str:
        """Word a text of a template. Most hold no value: each of those is looked up once."""
        if values:
            return self._words(say(text, **values))
        if text not in self._labels:
            self._labels[text] = self._words(say(text))
        return self._labels[text]

    def _choice(self, choice: StrEnum) -> str:
        """Word a choice of the model, each once; two of one value are told apart by their class."""
        key = (type(choice), choice)
        if key not in self._choices:
            self._choices[key] = self._words(word(choice))
        return self._choices[key]

    def _word(self, value: Any) -> str:
        """Word a message, a date, a choice of the model, or a text kept in both languages."""
        if isinstance(value, dict):
            return self._words.localized(value)
        if isinstance(value, StrEnum):
            return self._choice(value)
        return self._words.value(value)

    def _period(self, period: Period) -> str:
        """Return a length of time in words."""
        parts = [
            *(
                [say_count("{count} month", "{count} months", period.months)]
                if period.months
                else []
            ),
            *([say_count("{count} day", "{count} days", period.days)] if period.days else []),
        ]
        return self._words.value(parts)
