"""What stands above a page of the live site while it can be changed: the forms, and what can be
done with what the page shows.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from preuve.core.finding import Place
from preuve.model.manual import INDEX_FILE, SESSIONS_FILE
from preuve.model.registers.catalogue import RegisterName
from preuve.model.site_settings import SiteSettings
from preuve.page.site_map import (
    EVIDENCE_REGISTER_PAGE,
    SESSIONS_PAGE,
    page_of_proof,
    page_of_session,
    register_page,
)
from preuve.page.templating import Templates
from preuve.page.urls import Site
from preuve.site.forms.ways import FORMS, field_link, form_link, list_link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from preuve.core.words import Translator
    from preuve.model.manual import Manual
    from preuve.site.forms.routes import Counter
    from preuve.site.live import LiveSite

_PLACE: Final = re.compile(r"(?P<file>.+?):(?P<line>\d+)(:(?P<column>\d+))?")


def form_places(manual: Manual) -> dict[str, tuple[Any, ...]]:
    """Return what forms can change on the pages of a live site, by their addresses; a star stands
    for whatever a page of a folder is called.

    Args:
        manual: whose site it is.

    """
    settings = manual.site_settings.settings
    plain = isinstance(settings, SiteSettings) and settings.get("use_directory_urls") is False
    site = Site(not plain, manual.docs)
    sessions = ("list", SESSIONS_FILE, "sessions")
    pages: dict[str, tuple[Any, ...]] = {
        EVIDENCE_REGISTER_PAGE: ("list", INDEX_FILE, "evidence"),
        SESSIONS_PAGE: sessions,
        page_of_session("*"): sessions,
        page_of_proof("*"): ("proof",),
        **{register_page(name): ("list", name.file, name.value) for name in RegisterName},
        **{page.path: ("indicator", page.indicator) for page in manual.pages if page.indicator},
    }
    return {site.address(page).removesuffix("index.html"): what for page, what in pages.items()}


def shown_on(path: str, places: Mapping[str, Sequence[Any]]) -> Sequence[Any]:
    """Return what forms can change on a page, by its address: its kind, and which.

    Args:
        path: the page's address, from the server's top.
        places: what `form_places` says of the site.

    """
    here = path.lstrip("/").removesuffix("index.html")
    stem = here.rstrip("/").removesuffix(".html")
    folder, _, name = stem.rpartition("/")
    place = places.get(here) or places.get(f"{folder}/*{here[len(stem) :]}") or ("",)
    return ("proof", name) if place[0] == "proof" else place


class EditBar:
    """The bar above each page, and the way from a finding to its field."""

    def __init__(self, live: LiveSite, counter: Counter) -> None:
        """Take the site and what answers its forms."""
        self._live, self._counter = live, counter
        self._templates: tuple[Translator, Templates] | None = None

    def bar(self, path: str) -> str:
        """Return the bar above a page, by its address."""
        kind, *what = shown_on(path, self._live.places)
        proof, indicator = (what[0] if kind == wanted else "" for wanted in ("proof", "indicator"))
        values = {
            "back": path,
            "proof": proof,
            "edit": form_link(INDEX_FILE, f"evidence/={proof}") if proof else "",
            "indicator": indicator or 0,
            "lists": [list_link(*what)] if kind == "list" else [],
            "changes": len(self._counter.desk.journal.uncommitted),
            "last": self._counter.desk.journal.last,
            "notice": self._counter.take_notice(),
        }
        if indicator:
            new = {"file": INDEX_FILE, "at": "evidence/+", "back": path}
            new["f.indicators"] = str(indicator)
            values["new"] = f"{FORMS}/form?{urlencode(new)}"
        return self._drawn().document("bar.html", **values)

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
