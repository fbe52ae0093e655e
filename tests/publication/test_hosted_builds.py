"""Every road to the public needs a word on whom the site is for."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from preuve.model.organisation import Audience
from preuve.publication.hosting import HOSTS, HostingError, audience, host

if TYPE_CHECKING:
    from copies import Copy

PUBLISHING = [
    *({name: "1"} for name in HOSTS),
    {"READTHEDOCS": "True"},
    {"NETLIFY": "true"},
    {"GITLAB_CI": "true", "CI_JOB_NAME": "pages"},
]
OTHERS: list[dict[str, str]] = [
    {},
    {"GITHUB_ACTIONS": "true", "CI": "true"},
    {"READTHEDOCS": "False"},
    {"GITLAB_CI": "true", "CI_JOB_NAME": "test"},
    {"CI_JOB_NAME": "pages"},
    {"VERCEL": ""},
]


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*HOSTS, "GITLAB_CI", "CI_JOB_NAME", "GITHUB_ACTIONS", "PREUVE_FOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("variables", PUBLISHING, ids=str)
def test_on_a_host_somebody_says_for_whom(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch the team's own site put on the web by a host that nobody told anything."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(HostingError) as caught:
        audience(None, "mkdocs build")
    assert caught.value.message.values["line"] == "PREUVE_FOR=public mkdocs build"
    assert audience(Audience.INTERNAL, "preuve build") is Audience.INTERNAL, "said is said"
    monkeypatch.setenv("PREUVE_FOR", "auditor")
    assert audience(None, "mkdocs build") is Audience.AUDITOR


@pytest.mark.parametrize("variables", OTHERS, ids=str)
def test_elsewhere_a_build_is_the_team_s(variables: dict[str, str]) -> None:
    """Would catch a team's own machine, or a workflow that only tests,
    that is asked for whom it builds.
    """
    assert host(variables) is None


def published(copy: Copy, **variables: str) -> subprocess.CompletedProcess[str]:
    """Give the command that MkDocs' manual names, with a remote to publish to."""
    for words in (
        ["init", "-q"],
        ["init", "-q", "--bare", "../remote.git"],
        ["remote", "add", "origin", "../remote.git"],
        ["add", "-A"],
        ["-c", "user.name=N", "-c", "user.email=n@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=copy.root, check=True)
    return copy.run(
        "mkdocs",
        "gh-deploy",
        "--force",
        env={
            "GIT_COMMITTER_NAME": "N",
            "GIT_COMMITTER_EMAIL": "n@example.org",
            "GIT_AUTHOR_NAME": "N",
            "GIT_AUTHOR_EMAIL": "n@example.org",
            **variables,
        },
    )


@pytest.mark.parametrize("plugin", [True, False])
def test_gh_deploy_publishes_nothing_by_itself(copy: Copy, plugin: bool) -> None:  # noqa: FBT001 - a case
    """Would catch the team's own site pushed to gh-pages,
    with the plugin of `mkdocs.yml` or without it.
    """
    if not plugin:
        copy.change("mkdocs.yml", "\n  preuve: {}", "\n")
    done = published(copy)
    assert done.returncode != 0
    assert "PREUVE_FOR=public mkdocs gh-deploy" in done.stderr
    refs = subprocess.run(
        ["git", "-C", copy.root.parent / "remote.git", "for-each-ref"],
        capture_output=True,
        check=True,
    )
    assert refs.stdout == b""


def test_a_build_on_a_host_refuses_with_the_line_to_type(copy: Copy) -> None:
    """Would catch a refusal that leaves a site behind, or that does not say what to type."""
    for command in (["mkdocs", "build"], ["preuve", "build"]):
        done = copy.run(*command, env={"NETLIFY": "true"})
        assert done.returncode != 0
        assert f"PREUVE_FOR=public {' '.join(command)}" in done.stderr
        assert not (copy.root / "site").exists()
