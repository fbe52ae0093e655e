"""What stands above a page of the live site while it can be changed: the forms, and what can be
done with what the page shows.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from preuve.core.finding import Place
from preuve.model.manual import INDEX_FILE
from preuve.model.registers.catalogue import RegisterName
from preuve.page.templating import Templates
from preuve.site.forms.ways import FORMS, field_link, form_link, list_link

if TYPE_CHECKING:
    from preuve.core.words import Translator
    from preuve.site.forms.routes import Counter
    from preuve.site.live import LiveSite

_PROOF: Final = re.compile(r"proofs/(?P<id>[^/]+)/(index\.html)?")
_INDICATOR: Final = re.compile(r"criteria/criterion-\d/indicator-(?P<number>\d\d)/(index\.html)?")
_PLACE: Final = re.compile(r"(?P<file>.+?):(?P<line>\d+)(:(?P<column>\d+))?")


class EditBar:
    """The bar above each page, and the way from a finding to its field."""

    def __init__(self, live: LiveSite, counter: Counter) -> None:
        """Take the site and what answers its forms."""
        self._live, self._counter = live, counter
        self._templates: tuple[Translator, Templates] | None = None

    def bar(self, path: str) -> str:
        """Return the bar above a page, by its address."""
        here = path.lstrip("/")
        proof, indicator = _PROOF.fullmatch(here), _INDICATOR.fullmatch(here)
        values = {
            "back": path,
            "proof": proof["id"] if proof else "",
            "edit": form_link(INDEX_FILE, f"evidence/={proof['id']}") if proof else "",
            "indicator": int(indicator["number"]) if indicator else 0,
            "lists": self._lists(here),
            "changes": len(self._counter.desk.journal.uncommitted),
            "last": self._counter.desk.journal.last,
            "notice": self._counter.take_notice(),
        }
        if indicator:
            new = {"file": INDEX_FILE, "at": "evidence/+", "back": path}
            new["f.indicators"] = str(int(indicator["number"]))
            values["new"] = f"{FORMS}/form?{urlencode(new)}"
        return self._drawn().document("bar.html", **values)

    def _lists(self, here: str) -> list[str]:
        """Return the lists that a page shows, as links."""
        name = here.removesuffix("index.html").strip("/").rpartition("/")[2].replace("-", "_")
        if here.startswith("registers/") and name in list(RegisterName):
            return [list_link(RegisterName(name).file, name)]
        if here.startswith("sessions"):
            return [list_link("sessions.yaml", "sessions")]
        return [list_link(INDEX_FILE, "evidence")] if here.startswith("register/") else []

    def _drawn(self) -> Templates:
        words = self._live.words
        if self._templates is None or self._templates[0] is not words:
            values = {"forms": FORMS, "token": self._counter.form_token}
            folder = Path(__file__).parent / "templates"
            self._templates = (words, Templates(words, None, values, folder))
        return self._templates[1]

    def fix(self, place: str) -> str:
        """Return the address of the field that a finding is about."""
        parts = _PLACE.fullmatch(place)
        if parts is None:
            return ""
        there = Place(parts["file"], int(parts["line"]), int(parts["column"] or 0))
        return field_link(there) or ""
