"""What Preuve can do with packages that need not be there, and how those are had."""

from __future__ import annotations

from typing import Any, Final

from preuve.core.errors import PreuveError
from preuve.core.words import say

MODULES: Final = frozenset(
    {
        *("PIL", "cryptography", "httpx", "icalendar", "jinja2", "mammoth"),
        *("markdown", "material", "mkdocs", "mkdocs_macros", "multipart", "openpyxl"),
        *("properdocs", "pypdf", "python_calamine", "python_multipart", "rich", "starlette"),
        *("striprtf", "uvicorn", "watchfiles", "zensical"),
    }
)
"""The modules that extras bring, by the names under which they are imported."""


class NotInstalledError(PreuveError):
    """A package that need not be there is needed now."""

    def __init__(self, package: str, extra: str | None = None) -> None:
        """Begin with what is missing, and with the extra that brings it; None where none does."""
        command = install_command(extra) if extra else f"pip install {package}"
        super().__init__(
            say(
                "{package} is not installed. Type: {command}",
                package=package,
                command=command,
            )
        )


def install_command(extra: str) -> str:
    """Return the line that installs an extra beside this very Preuve.

    An index of packages is asked for Preuve only where this one came from one: PEP 610 says where
    it came from.
    """
    from urllib.parse import urlsplit  # noqa: PLC0415 - asked for once, and then the work ends
    from urllib.request import url2pathname  # noqa: PLC0415

    given = origin()
    address = str(given.get("url", ""))
    named = f"preuve[{extra}]"
    if vcs := given.get("vcs_info"):
        named += f" @ {vcs['vcs']}+{address}@{vcs['commit_id']}"
    elif address.startswith("file:"):
        named = f"{url2pathname(urlsplit(address).path)}[{extra}]"
    elif address:
        named += f" @ {address}"
    return f'pip install "{named}"'


def origin() -> dict[str, Any]:
    """Return where this Preuve was installed from, as PEP 610 notes it; the clone where it stands
    in one and was not installed; nothing where it came from an index of packages.
    """
    import json  # noqa: PLC0415 - as above
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    try:
        noted = json.loads(distribution("preuve").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        clone = Path(__file__).resolve().parents[3]
        return {"url": clone.as_uri()} if (clone / "pyproject.toml").is_file() else {}
    except ValueError:
        return {}
    return noted if isinstance(noted, dict) else {}


def of_module(module: str, verb: str) -> NotInstalledError | None:
    """Return the error for a module that an import did not find; None where no extra brings it.

    Args:
        module: its name, as the import said it.
        verb: what was being done: tables and texts are read with less than a site is made with.

    """
    top = module.partition(".")[0]
    if top not in MODULES:
        return None
    extra = {"httpx": "links", "multipart": "edit", "python_multipart": "edit"}.get(top)
    return NotInstalledError(top, extra or ("import" if verb in {"import", "export"} else "site"))
