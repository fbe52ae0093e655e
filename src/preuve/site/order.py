"""What is asked for when a site is to be built."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.errors import PreuveError
from preuve.core.extras import NotInstalledError
from preuve.core.words import say
from preuve.model.organisation import Audience
from preuve.model.site_settings import config_file, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preuve.core.finding import Place
    from preuve.gate.gate import Verdict
    from preuve.model.site_settings import SiteSettings


CONFIG = "mkdocs.yml"
_OFFLINE_CONFIG = "mkdocs.offline.yml"


class SiteBuilder(StrEnum):
    """The builders of sites that a manual can be given to."""

    MKDOCS = "mkdocs"
    PROPERDOCS = "properdocs"
    ZENSICAL = "zensical"

    @property
    def installed(self) -> bool:
        """Return whether it is there, in this very Python."""
        return find_spec(self.value) is not None


class BuilderError(PreuveError):
    """No builder can be had, or it cannot do what is asked; `message` says what to type."""


class SiteOrder(NamedTuple):
    """A site to be built."""

    audience: Audience = Audience.INTERNAL
    offline: bool = False
    """Whether it opens from disk, without a server."""
    builder: SiteBuilder | None = None
    """None: what the manual names, else what is installed."""
    draft: bool = False
    """Whether a closed gate is shown on the pages instead of stopping the build."""
    live: bool = False
    """Whether a server shows it, which says on each page itself what is wrong."""
    form_href: Callable[[Place], str | None] | None = None
    """The way to a form in which a place of the team's files can be put right, where one runs."""
    form: Path | None = None
    """The folder whose configuration, macros and theme are used, where it is not the manual's own:
    a past manual's.
    """

    @property
    def staged(self) -> bool:
        """Return whether Preuve draws the pages itself, whatever the builder."""
        return self.draft or self.form is not None


def site_settings(form: Path, *, offline: bool) -> SiteSettings:
    """Return the settings of a manual's site; for the disk,
    those of its own configuration for it, if it has one.
    """
    own = form / _OFFLINE_CONFIG
    file = own if offline and own.is_file() else config_file(form)
    return read_settings(file or form / CONFIG, form)


class Job(NamedTuple):
    """A site to be built, of a manual that was judged, by a builder that is there."""

    order: SiteOrder
    builder: SiteBuilder
    verdict: Verdict

    @property
    def form(self) -> Path:
        """Return the folder whose configuration, macros and theme are used."""
        return self.order.form or self.verdict.manual.root


_EXTRAS = {
    SiteBuilder.MKDOCS: "site",
    SiteBuilder.PROPERDOCS: "site-properdocs",
    SiteBuilder.ZENSICAL: "site-zensical",
}


def chosen(asked: SiteBuilder | None, settings: SiteSettings) -> SiteBuilder:
    """Return the builder that is asked for, that the manual names (`extra.preuve.builder`), or that
    is installed.

    Raises:
        BuilderError: the manual names none that is known.
        NotInstalledError: it is not installed.

    """
    if asked is None:
        named = settings.get("extra", "preuve", "builder")
        if named is not None and named not in set(SiteBuilder):
            raise BuilderError(
                say(
                    "{file}: extra.preuve.builder is “{name}”: write one of {names}.",
                    file=settings.file,
                    name=str(named)[:40],
                    names=list(SiteBuilder),
                )
            )
        asked = SiteBuilder(named) if named is not None else None
    if asked is None:
        asked = next((builder for builder in SiteBuilder if builder.installed), SiteBuilder.MKDOCS)
    if not asked.installed:
        raise NotInstalledError(asked.value, _EXTRAS[asked])
    return asked
