"""Where a manual is published, as far as its files and GitHub's variables tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preuve.model.address import published_address

if TYPE_CHECKING:
    from manuals import ManualFolder

REPOSITORIES = {
    "Ecole/manuel": "https://ecole.github.io/manuel/",
    "Ecole/ecole.GitHub.io": "https://ecole.github.io/",
    "ecole/other.github.io": "https://ecole.github.io/other.github.io/",
    "ecole": "",
    "ecole/": "",
    "/manuel": "",
    "eco le/manuel": "",
    "ecole/man/uel": "",
    "": "",
}


@pytest.mark.parametrize(("repository", "address"), REPOSITORIES.items())
def test_github_publishes_a_repository_in_a_folder_of_its_owner(
    folder: ManualFolder, monkeypatch: pytest.MonkeyPatch, repository: str, address: str
) -> None:
    """Would catch a site whose page not found looks for its style elsewhere."""
    monkeypatch.setenv("GITHUB_REPOSITORY", repository)
    assert published_address(folder.root) == address


SAID = {
    "site_url: https://x.example/manual": "https://x.example/manual/",
    "site_url: https://x.example/manual/": "https://x.example/manual/",
    "site_url: http://x.example/": "https://ecole.github.io/manuel/",
    "site_url: [x]": "https://ecole.github.io/manuel/",
    "": "https://ecole.github.io/manuel/",
}


@pytest.mark.parametrize(("line", "address"), SAID.items())
def test_what_the_team_says_goes_first(
    folder: ManualFolder, monkeypatch: pytest.MonkeyPatch, line: str, address: str
) -> None:
    """Would catch a manual with an address of its own that is built for GitHub's."""
    monkeypatch.setenv("GITHUB_REPOSITORY", "ecole/manuel")
    folder.write("organisation.yaml", f"name: x\n{line}\n")
    assert published_address(folder.root) == address
