"""One page of a stage, built before the rest of its site: what somebody looks at while he writes.

The steps are those of MkDocs' own build, for one page; whatever goes wrong is left to the build of
the whole site, which says so.
"""

from __future__ import annotations

import logging
from importlib import import_module
from pathlib import Path
from typing import Any

from preuve.site.order import BuilderError


def build_page(builder: str, config_file: Path, uri: str, target: Path) -> Path | None:
    """Build one page.

    Args:
        builder: the package of MkDocs, or of its like.
        config_file: the configuration of a stage.
        uri: the page, by its path below the docs folder.
        target: where it is written.

    Returns:
        The page's file, or None where it could not be built.

    Raises:
        BuilderError: it refuses the configuration; the message is what it printed.

    """
    log = _Log(builder)
    try:
        config = import_module(f"{builder}.config").load_config(
            config_file=str(config_file), site_dir=str(target), strict=False
        )
    except SystemExit:
        raise BuilderError(log.text()) from None
    finally:
        log.close()
    log = _Log(builder)  # the build of the whole site warns of the same
    try:
        return _build_page(builder, config, uri, target)
    except (Exception, SystemExit):  # noqa: BLE001 - plugins may raise anything, and the whole site is built next
        return None
    finally:
        log.close()


def _build_page(builder: str, config: Any, uri: str, target: Path) -> Path | None:  # noqa: ANN401 - MkDocs' or its like
    build: Any = import_module(f"{builder}.commands.build")
    structure: Any = import_module(f"{builder}.structure.files")
    navigation: Any = import_module(f"{builder}.structure.nav")
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = structure.get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    structure.set_exclusions(files, config)
    nav = config.plugins.on_nav(
        navigation.get_navigation(files, config), config=config, files=files
    )
    file = files.get_file_from_path(uri)
    if file is None:
        return None
    pages: Any = import_module(f"{builder}.structure.pages")
    for documentation in files.documentation_pages():
        if documentation.page is None:
            pages.Page(None, documentation, config)
        if documentation is not file:
            documentation.page.read_source(config)  # the menu shows its title
    build._populate_page(file.page, config, files)  # noqa: SLF001 - a whole build is the only way that MkDocs documents
    env = config.plugins.on_env(env, config=config, files=files)
    build._build_page(file.page, config, files.documentation_pages(), nav, env)  # noqa: SLF001 - as above
    return Path(target, file.dest_uri)


class _Log(logging.Handler):
    """Keeps what a builder says from the terminal, in the form in which it prints it."""

    def __init__(self, builder: str) -> None:
        super().__init__(logging.WARNING)
        self._logger, self._lines = logging.getLogger(builder), list[str]()
        self._before = self._logger.propagate
        self._logger.addHandler(self)
        self._logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.levelname:7} -  {record.getMessage()}")

    def text(self) -> str:
        return "\n".join(self._lines)

    def close(self) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._before
        super().close()
