"""The workflows in ``.github``, read, linted and really run.

``act`` runs the real files without Docker and without the network. What the workflow calls is
replaced by stand-ins that write down their call and succeed or fail as the test wishes: each pinned
action by a local one, ``scripts/setup``, ``make`` targets, ``preuve`` and ``gh`` by a few lines of
shell in a throw-away repository. The tests therefore hold what the workflow *decides*: what runs,
in which order, and what stops what.

What act does not cover, so no run here does: the rights of the token, the filters under ``on:``,
``concurrency`` and ``timeout-minutes`` (these are only read, below), OIDC, environments and their
protection, schedules, the pip cache, how GitHub shows annotations and summaries, what the actions
really do, and Pages itself.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from acting import (
    ANNOTATION,
    FORECAST,
    MANUAL,
    PINNED,
    PULL_REQUEST,
    PUSH_OF_TAG,
    PUSH_TO_ANOTHER_MAIN,
    PUSH_TO_BRANCH,
    PUSH_TO_MAIN,
    ROOT,
    SCHEDULE,
    TOOLS,
    Act,
    Event,
)
from manuals import PACKAGE

from preuve.commands.given import forge_files, given_files

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Language

WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
ENGINE: Final = ROOT / ".github" / "workflows" / "engine.yml"
PORTFOLIO: Final = ROOT / ".github" / "workflows" / "portfolio.yml"
WEEKLY: Final = ROOT / ".github" / "workflows" / "forecast.yml"
GIVEN: Final = PACKAGE / "starter"
"""What `preuve new` gives to a new manual."""
DEPENDABOT: Final = ROOT / ".github" / "dependabot.yml"


DANGEROUS: Final = """\
name: Control
on: pull_request_target
jobs:
  control:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${{ github.event.pull_request.head.sha }}
"""

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the locked tools on the repository."""
    command = [TOOLS / name, *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def read(path: Path) -> dict[str, Any]:
    """Read a workflow as nested text: PyYAML's other loaders take the key ``on`` for True."""
    workflow = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
    assert isinstance(workflow, dict)
    return workflow


# Read
# ----------------------------------------------------------------------------------------------------------------


@each_workflow
def test_every_action_is_pinned_to_a_commit_with_its_version(path: Path) -> None:
    """Catches ``@v4`` or ``@main``, which others can move,
    and a pin without the comment that Dependabot keeps.
    """
    lines = [
        line.strip().removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    uses = [
        line for line in lines if line.startswith("uses:") and "./" not in line
    ]  # a file of this repository is what it is
    used = [
        step
        for job in read(path)["jobs"].values()
        for step in job.get("steps", [])
        if "uses" in step and not step["uses"].startswith("./")
    ]
    assert len(uses) == len(used) > 0
    assert [line for line in uses if not PINNED.fullmatch(line)] == []


def test_one_action_has_one_pin() -> None:
    """Catches an action updated in one job and forgotten in another."""
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for match in PINNED.finditer(path.read_text(encoding="utf-8")):
            pins.setdefault(match["action"], set()).add(f"{match['sha']} {match['version']}")
    assert {action: found for action, found in pins.items() if len(found) > 1} == {}


@each_workflow
def test_no_right_is_inherited(path: Path) -> None:
    """Catches a removed ``permissions: {}``:
    jobs would then get the repository's default, often write.
    """
    assert read(path)["permissions"] == {}


@each_workflow
def test_no_foreign_code_runs_with_our_rights(path: Path) -> None:
    """Catches the two triggers that run a fork's pull request with this repository's token."""
    assert {"pull_request_target", "workflow_run"}.isdisjoint(read(path)["on"])


@each_workflow
def test_every_job_ends(path: Path) -> None:
    """Catches a job without a limit: GitHub's own is six hours, at the owner's cost."""
    limits = {
        name: int(job.get("timeout-minutes", 360))
        for name, job in read(path)["jobs"].items()
        if "uses" not in job
    }
    assert {name: minutes for name, minutes in limits.items() if minutes > 60} == {}


@each_workflow
def test_shell_takes_nothing_from_the_event(path: Path) -> None:
    """Catches ``${{ … }}`` inside a shell script: a branch's name could then be a command."""
    scripts = [
        step["run"]
        for job in read(path)["jobs"].values()
        for step in job.get("steps", [])
        if "run" in step
    ]
    assert [script for script in scripts if "${{" in script] == []


def test_only_the_publication_may_write_and_it_runs_no_code_of_the_repository() -> None:
    """Catches a right to write given to a job that runs what a pull request brought."""
    jobs = read(MANUAL)["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "site": {"contents": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert [step["uses"].partition("@")[0] for step in jobs["publish"]["steps"]] == [
        "actions/deploy-pages"
    ]
    assert jobs["publish"]["environment"]["name"] == "github-pages"


def test_the_gate_looks_at_every_push_and_pull_request() -> None:
    """Catches a filter that lets a branch, or a path thought harmless, past the gate.
    A tag names a commit already seen.
    """
    by_hand_and_daily = {"workflow_dispatch": "", "workflow_call": ""}
    assert read(MANUAL)["on"] == {
        "push": {"branches": ["**"]},
        "pull_request": "",
        **by_hand_and_daily,
    }


def test_a_running_publication_is_not_cancelled() -> None:
    """Catches ``cancel-in-progress: true``,
    which would stop a deployment half-way at the next push.
    """
    cancel = read(MANUAL)["concurrency"]["cancel-in-progress"]
    assert cancel == "${{ github.event_name == 'pull_request' }}"


# Lint
# ----------------------------------------------------------------------------------------------------------------


def zizmor(*inputs: Path) -> subprocess.CompletedProcess[str]:
    """Lint with the strictest persona; a file that cannot be read is a failure too."""
    return tool(
        "zizmor", "--offline", "--persona=auditor", "--strict-collection", "--format=plain", *inputs
    )


def test_zizmor_finds_nothing() -> None:
    """Catches what a security reviewer of workflows would:
    the strictest persona, no exception needed so far.
    """
    result = zizmor(ROOT / ".github")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No findings to report" in result.stdout


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    """Catches a linter that has stopped looking: this workflow has two well-known holes."""
    control = tmp_path / ".github" / "workflows" / "control.yml"
    control.parent.mkdir(parents=True)
    control.write_text(DANGEROUS, encoding="utf-8")
    result = zizmor(control)
    assert result.returncode > 10, result.stderr  # 11 to 14 say how grave the worst finding is
    assert "dangerous-triggers" in result.stdout
    assert "unpinned-uses" in result.stdout


@pytest.mark.parametrize(
    ("schema", "paths"),
    [("vendor.github-workflows", WORKFLOWS), ("vendor.dependabot", [DEPENDABOT])],
    ids=["workflows", "dependabot"],
)
def test_schema_accepts(schema: str, paths: list[Path]) -> None:
    """Catches a misspelt key, which GitHub would only report after the push,
    or (Dependabot) hardly at all.
    """
    result = tool("check-jsonschema", "--builtin-schema", schema, *paths)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("schema", "path", "good", "bad"),
    [
        ("vendor.github-workflows", MANUAL, "timeout-minutes:", "timeout-minute:"),
        ("vendor.dependabot", DEPENDABOT, "directory:", "folder:"),
    ],
    ids=["workflows", "dependabot"],
)
def test_schema_would_refuse(tmp_path: Path, schema: str, path: Path, good: str, bad: str) -> None:
    """Catches a schema check that accepts anything: one key is wrong here."""
    broken = tmp_path / path.name
    text = path.read_text(encoding="utf-8")
    assert good in text
    broken.write_text(text.replace(good, bad, 1), encoding="utf-8")
    result = tool("check-jsonschema", "--builtin-schema", schema, broken)
    assert result.returncode == 1, result.stdout + result.stderr
    assert bad.rstrip(":") in result.stdout + result.stderr


# Run
# -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def act(tmp_path: Path) -> Act:
    """Give an act of one's own: cache, home and repository are under the test's folder."""
    for name in ("home", "cache", "config", "repository"):
        (tmp_path / name).mkdir()
    return Act(tmp_path)


CHECKED: Final = {
    "site: pip install --require-hashes -r requirements/site.txt",
    "site: pip install --no-deps --no-build-isolation .",
    "site: preuve check --root . --format github",
    "site: preuve check --root . --format summary",
}
DRAWN: Final = "site: preuve build --draft --root ."
LOOKED_AT: Final = {
    DRAWN,
    "site: actions/upload-artifact name=draft path=./draft retention-days=7 if-no-files-found=error",
}
GATED: Final = CHECKED | LOOKED_AT
BUILT: Final = {"site: make pages"}
PUBLISHED: Final = {
    "site: actions/upload-pages-artifact path=pages",
    "publish: actions/deploy-pages",
}


def test_push_to_main_publishes(act: Act) -> None:
    """Catches a workflow that never publishes,
    or publishes before the gate and the build have passed.
    """
    run = act.run(PUSH_TO_MAIN)
    assert run.succeeded, run.output
    assert run.done() == GATED | BUILT | PUBLISHED
    assert run.calls[-1] == "publish: actions/deploy-pages"
    (built,) = BUILT
    assert set(run.calls[: run.calls.index(built)]) >= GATED


def test_jobs_read_the_whole_history_and_keep_no_token(act: Act) -> None:
    """Catches a shallow clone, which the history page refuses,
    and a token left in ``.git/config`` for scripts.
    """
    run = act.run(PUSH_TO_MAIN)
    checkouts = sorted(call for call in run.calls if "actions/checkout" in call)
    wanted = "actions/checkout persist-credentials=false fetch-depth=0"
    assert checkouts == [f"site: {wanted}"]


@pytest.mark.parametrize(
    "event",
    [PULL_REQUEST, PUSH_TO_BRANCH, PUSH_TO_ANOTHER_MAIN, PUSH_OF_TAG],
    ids=["pull-request", "other-branch", "branch-ending-in-main", "tag-called-main"],
)
def test_nothing_else_publishes(act: Act, event: Event) -> None:
    """Catches a pull request or a draft branch that reaches the public site,
    or that is no longer checked and built.
    """
    run = act.run(event)
    assert run.succeeded, run.output
    assert run.done() == GATED | BUILT


@pytest.mark.parametrize("status", [1, 2], ids=["errors", "unusable-input"])
@pytest.mark.parametrize("event", [PUSH_TO_MAIN, PULL_REQUEST], ids=["push", "pull-request"])
def test_a_failing_gate_stops_everything(act: Act, event: Event, status: int) -> None:
    """Catches a gate whose exit status is swallowed, or that does not say where the fault is."""
    run = act.run(event, gate=status)
    assert not run.succeeded
    assert run.done() == (GATED if status == 1 else CHECKED | {DRAWN})
    assert ANNOTATION in run.output


def test_the_full_report_is_in_the_summary_of_a_failed_gate(act: Act) -> None:
    """Catches a summary step that is skipped when it matters,
    or that fails and hides the step which really did.
    """
    output = act.run(PUSH_TO_MAIN, gate=1).output
    assert "| missing-evidence | indicator 2 |" in output
    assert "Success - Main Put all that was found on the run's page" in output


def test_a_failing_installation_stops_everything(act: Act) -> None:
    """Catches a gate that passes, or reports on nothing, when there is no ``preuve`` to ask."""
    run = act.run(PUSH_TO_MAIN, setup=1)
    assert not run.succeeded
    assert run.done() == {"site: pip install --require-hashes -r requirements/site.txt"}
    assert "indicator 2" not in run.output


@pytest.fixture
def engine(tmp_path: Path) -> Act:
    """Give an act that runs the job of the engine's tests."""
    for name in ("home", "cache", "config", "repository"):
        (tmp_path / name).mkdir()
    return Act(tmp_path, ENGINE, "test")


@pytest.mark.parametrize("status", [0, 1], ids=["passing", "failing"])
def test_the_engine_s_tests_run_and_the_manual_does_not_wait_for_them(
    engine: Act, status: int
) -> None:
    """Catches a team that can never publish, since its own manual breaks a test;
    and tests that no workflow runs.
    """
    assert "make test" not in MANUAL.read_text(encoding="utf-8")
    run = engine.run(PUSH_TO_MAIN, test=status)
    assert run.succeeded is (status == 0), run.output
    assert run.done() == {"test: make test"}


# What changed → whether it concerns the engine, and the manual.
CHANGES: Final = {
    "a page and a proof": (
        ("docs/criteria/criterion-1/indicator-01.md", "evidence/émargement n° 3.pdf"),
        "no",
        "yes",
    ),
    "the index": (("evidence_index.yaml",), "no", "yes"),
    "a team's macro and menu": (("macros/team.py", "mkdocs.yml"), "no", "yes"),
    "tests": (
        ("tests/gate/test_gate.py", "guide/en/engine/glossary.md", "examples/cfa/docs/index.md"),
        "yes",
        "no",
    ),
    "the engine, which draws the showcase too": (("src/preuve/page/card.py",), "yes", "yes"),
    "a page and a test": (("docs/index.md", "tests/test_x.py"), "yes", "yes"),
    "a lock": (("requirements/site.txt",), "yes", "yes"),
    "a workflow": ((".github/workflows/manual.yml",), "yes", "yes"),
    "a path that nobody has thought of": (("somewhere/else.txt",), "yes", "yes"),
    "a name with a quote": (('docs/a"b.md',), "yes", "yes"),
}


def concerns(act: Act, what: str, base: str) -> str:
    """Return what the script says of the throw-away repository."""
    command = [str(act.repository / "scripts" / "concerns"), what, base]
    return subprocess.run(
        command, cwd=act.folder, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(("paths", "for_engine", "for_manual"), CHANGES.values(), ids=CHANGES)
def test_what_concerns_whom(
    act: Act, paths: tuple[str, ...], for_engine: str, for_manual: str
) -> None:
    """Catches a change of the engine that ends green without a test,
    and one of the manual without a look at it.
    """
    act.write_repository({})
    before = act.change(*paths)
    for what, wanted in (("engine", for_engine), ("manual", for_manual)):
        assert concerns(act, what, before) == f"{what}={wanted}\n"


@pytest.mark.parametrize("base", ["", "0" * 40, "no-such-branch", "HEAD", "--output=hacked"])
@pytest.mark.parametrize("what", ["engine", "manual"])
def test_in_doubt_everything_runs(act: Act, what: str, base: str) -> None:
    """Catches a run that is green and looked at nothing:
    a first push, a rewritten branch, a run asked for again.
    """
    act.write_repository({})
    act.change("README.md")
    assert concerns(act, what, base) == f"{what}=yes\n"
    assert not (act.repository / "hacked").exists()


@pytest.mark.parametrize("event", [PULL_REQUEST, PUSH_TO_MAIN], ids=["pull-request", "push"])
def test_the_engine_s_job_ends_early_and_green_where_only_the_manual_changed(
    engine: Act, event: Event
) -> None:
    """Catches twenty minutes of tests for a comma of the manual;
    and a filter, for which a required check waits for ever.
    """
    assert read(ENGINE)["on"] == {
        "push": {"branches": ["**"]},
        "pull_request": "",
        "workflow_dispatch": "",
    }
    run = engine.run(event, ("docs/index.md",), test=1)
    assert run.succeeded, run.output
    assert run.done() == set()


@pytest.mark.parametrize("event", [PULL_REQUEST, PUSH_TO_MAIN], ids=["pull-request", "push"])
def test_the_engine_s_tests_run_where_it_changed(engine: Act, event: Event) -> None:
    """Catches a change of the engine that ends green without a test."""
    run = engine.run(event, ("docs/index.md", "src/preuve/cli.py"), test=1)
    assert not run.succeeded
    assert run.done() == {"test: make test"}


def test_every_job_of_the_engine_ends_early_alike() -> None:
    """Catches one job of many that goes on where the others have ended,
    or that is skipped instead of ending.
    """
    jobs = read(ENGINE)["jobs"]
    assert "if" not in {key for job in jobs.values() for key in job}
    for name in jobs.keys() - {"look"}:
        assert jobs[name]["needs"] == "look"
        assert {step["if"] for step in jobs[name]["steps"]} == {
            "needs.look.outputs.engine != 'no'"
        }, name


def test_a_pull_request_of_tests_alone_ends_the_manual_s_jobs_early(act: Act) -> None:
    """Catches a change of a test that waits for a proof to be renewed."""
    run = act.run(PULL_REQUEST, ("tests/test_x.py",), gate=1)
    assert run.succeeded, run.output
    assert run.done() == set()


def test_on_the_default_branch_the_manual_is_always_looked_at(act: Act) -> None:
    """Catches a closed gate that the next push, of something else, turns green;
    and a site that is not published for it.
    """
    run = act.run(PUSH_TO_MAIN, ("tests/test_x.py",))
    assert run.succeeded, run.output
    assert run.done() == GATED | BUILT | PUBLISHED


def test_a_failing_build_publishes_nothing(act: Act) -> None:
    """Catches the half-built site that a failed build leaves behind."""
    run = act.run(PUSH_TO_MAIN, build=1)
    assert not run.succeeded
    assert run.done() == GATED | BUILT


@pytest.mark.parametrize("status", [0, 1], ids=["open", "closed"])
def test_a_new_manual_keeps_its_draft_and_publishes_nothing_behind_a_closed_gate(
    act: Act, status: int
) -> None:
    """Catches a team's first pull request, which starts red, without anything to look at; and a draft that is published."""
    run = Act(act.folder, GIVEN / "manual.en.yml").run(PUSH_TO_MAIN, gate=status)
    assert run.succeeded is (status == 0), run.output
    begun = {
        "site: pip install --require-hashes -r requirements-lock.txt",
        "site: pip install --no-deps -r requirements.txt",
        *(call for call in GATED if "pip" not in call),
    }
    published = {
        "site: preuve build --root . --for public",
        "site: actions/upload-pages-artifact path=./site",
        "publish: actions/deploy-pages",
    }
    assert run.done() == (begun if status else begun | published)


# Many manuals
# -------------------------------------------------------------------------------------------------

CALLER: Final = """\
on: push
jobs:
  portfolio:
    uses: ./.github/workflows/portfolio.yml
    with: {shards: "[1,2,3]", days: 2}
"""

BARE_REPORT: Final = json.dumps(
    {
        "schema": 1,
        "language": "fr",
        "as_of": "2026-12-01",
        "ok": True,
        "counts": dict.fromkeys(("covered", "partial", "missing", "not_applicable", "waived"), 0),
    }
)

# The real program; `python` would be that of the runner.
REAL_PREUVE: Final = """\
#!/bin/sh
echo "$GITHUB_JOB: preuve $*" >> {log}
exec PYTHON -c 'import sys; from preuve.cli import run; sys.exit(run(sys.argv[1:]))' "$@"
"""


def test_a_portfolio_is_cut_into_shards_and_joined(act: Act) -> None:
    """Catches a manual in no shard or in two, a broken one that stops the rest,
    and parts that never meet. Really run.
    """
    reports = {f"{number}.json": "{" if number == 3 else BARE_REPORT for number in range(7)}
    lines = "".join(f"  - {{key: m{number}, report: {number}.json}}\n" for number in range(7))
    files = {
        ".github/workflows/caller.yml": CALLER,
        "portfolio.yaml": f"manuals:\n{lines}",
        "requirements.txt": "",
        **reports,
    }
    run = Act(
        act.folder, PORTFOLIO, files=files, preuve=REAL_PREUVE.replace("PYTHON", sys.executable)
    ).run(PUSH_TO_MAIN)
    assert run.succeeded, run.output
    looked = {
        f"check: preuve portfolio check portfolio.yaml --shard {n}/3 --output part-{n}.sqlite"
        for n in (1, 2, 3)
    }
    assert looked <= run.done()
    whole = act.artifacts / "portfolio"
    with closing(sqlite3.connect(whole / "portfolio.sqlite")) as database:
        read = database.execute("SELECT key, problem IS NULL FROM manuals ORDER BY key").fetchall()
    assert read == [(f"m{number}", number != 3) for number in range(7)]
    assert (whole / "pages" / "manuals" / "m6.html").is_file()
    assert " retention-days=2 if-no-files-found=" in run.calls  # after the two lines of its paths


# The weekly forecast
# -------------------------------------------------------------------------------------------------


@pytest.fixture
def weekly(tmp_path: Path) -> Act:
    """Give an act that runs the forecast's workflow."""
    for name in ("home", "cache", "config", "repository"):
        (tmp_path / name).mkdir()
    return Act(tmp_path, WEEKLY)


LOOKED: Final = [
    "forecast: pip install --require-hashes -r requirements/site.txt",
    "forecast: pip install --no-deps --no-build-isolation .",
    "forecast: preuve forecast --months 6 --format markdown",
]


def test_only_the_issue_may_be_written_and_by_no_code_of_the_repository() -> None:
    """Catches the right to write issues given to the job that runs the repository's code."""
    jobs = read(WEEKLY)["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "site": {"contents": "read", "pages": "write", "id-token": "write"},
        "forecast": {"contents": "read"},
        "issue": {"issues": "write"},
    }
    assert [step for step in jobs["issue"]["steps"] if "uses" in step] == []


def test_the_forecast_stands_alone() -> None:
    """Catches a schedule in the file of the gate,
    which GitHub would then disable with it after 60 idle days.
    """
    assert "schedule" not in read(MANUAL)["on"]
    assert set(read(WEEKLY)["on"]) == {"schedule", "workflow_dispatch"}


@pytest.mark.parametrize("issue", [0, 12], ids=["none open", "one open"])
def test_one_issue_is_kept(weekly: Act, issue: int) -> None:
    """Catches a second issue opened each week, an edit of none,
    and a text that is run, cut or changed on its way.
    """
    run = weekly.run(SCHEDULE, issue=issue)
    assert run.succeeded, run.output
    done = [call for call in run.calls if "actions/" not in call]
    label = (
        "issue: gh label create forecast --description Kept up to date by the workflow Forecast "
        "--color 24483e --force"
    )
    listed = (
        "issue: gh issue list --label forecast --state open --limit 1 --json number --jq "
        ".[0].number // empty"
    )
    written = (
        "issue: gh issue edit 12 --body-file body.md"
        if issue
        else (
            "issue: gh issue create --title What to renew in the months ahead --label forecast "
            "--body-file body.md"
        )
    )
    assigned = [
        f"issue: gh issue edit {issue or 12} --add-assignee {account}"
        for account in ("b2", "claire-d")
    ]
    assert done == [*LOOKED, label, listed, written, *assigned]
    assert (weekly.folder / "body.md").read_text(encoding="utf-8") == FORECAST + "\n"
    assert list(weekly.folder.rglob("hacked")) == []


def test_a_manual_that_cannot_be_read_changes_no_issue(weekly: Act) -> None:
    """Catches an issue emptied, or filled with an error, by a run that failed."""
    run = weekly.run(SCHEDULE, gate=2)
    assert not run.succeeded
    assert [call for call in run.calls if call.startswith("issue:")] == []


def test_a_refusal_of_github_is_seen(weekly: Act) -> None:
    """Catches a run that is green though nothing was written: issues may be turned off."""
    assert not weekly.run(SCHEDULE, github=1).succeeded


def test_a_new_manual_s_workflows_are_ours() -> None:
    """Would catch a workflow fixed here and not where a new manual gets it: where the action lies,
    and what builds more than a manual here, may differ, nothing else.
    """
    for name, ours in (("manual", read(MANUAL)), ("forecast", read(WEEKLY))):
        text = (GIVEN / f"{name}.en.yml").read_text(encoding="utf-8")
        given = yaml.load(text.replace("./.github/actions/preuve", "./"), Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
        for workflow in (ours, given):
            workflow.pop("defaults", None)
        for job in ours["jobs"].values():
            steps = job.get("steps", [])
            steps[:] = [step for step in steps if step.get("id") != "concern"]
            for step in steps:
                if step.get("if") == "steps.concern.outputs.manual != 'no'":
                    step.pop("if")
                for key in ("build", "folder"):
                    step.get("with", {}).pop(key, None)
        assert given == ours, name


def test_what_is_done_is_written_once() -> None:
    """Would catch a check, a build or an installation written into a workflow beside the action:
    it would be fixed in one of them.
    """
    given = [path for path in GIVEN.glob("*.yml") if path.stem[:8] in {"manual.e", "manual.f"}]
    for path in [MANUAL, *given]:
        steps = [step for job in read(path)["jobs"].values() for step in job["steps"]]
        assert {step["id"] for step in steps if "run" in step} <= {"concern"}, path
    for path in [MANUAL, WEEKLY, *GIVEN.glob("*.yml")]:
        text = path.read_text(encoding="utf-8")
        assert "pip install" not in text, path
        assert "setup-python" not in text, path


ACTION_GIVEN: Final = ".github/actions/preuve/action.yml"
FORGES: Final = {
    ACTION_GIVEN: ROOT / "action.yml",
    ".gitlab/preuve.yml": ROOT / "ci" / "gitlab.yml",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", FORGES)
def test_a_manual_is_given_what_we_use(name: str, language: Language, tmp_path: Path) -> None:
    """Would catch a given action, or GitLab's jobs, that do something else than ours, in either
    language; and one whose pins Dependabot cannot read.
    """
    given = forge_files(language)[name].decode()
    ours = FORGES[name].read_text(encoding="utf-8")
    assert acts(yaml.safe_load(given)) == acts(yaml.safe_load(ours))
    assert PINNED.findall(given) == PINNED.findall(ours)
    if language == "en":
        assert given.partition("\n")[2] == re.sub(r"\A(?:#.*\n)+", "", ours)
    file = tmp_path / "action.yml"
    file.write_text(given, encoding="utf-8")
    schema = "github-actions" if name == ACTION_GIVEN else "gitlab-ci"
    checked = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", file)
    assert checked.returncode == 0, checked.stdout
    if name == ACTION_GIVEN:
        assert zizmor(file).returncode == 0


def test_each_word_of_a_forge_s_file_is_french() -> None:
    """Would catch words put into French that no file says any more."""
    french = json.loads((GIVEN / "forges.fr.json").read_text(encoding="utf-8"))
    given = "\n".join(data.decode() for data in forge_files("en").values())
    assert [words for words in french if words not in given] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_gitlab_includes_what_is_given(language: Language, tmp_path: Path) -> None:
    """Would catch a pipeline of a new manual that GitLab refuses, or that includes nothing."""
    files = forge_files(language)
    pipeline = yaml.safe_load(files[".gitlab-ci.yml"])
    assert [part["local"] for part in pipeline["include"]] == [".gitlab/preuve.yml"]
    assert {part["local"] for part in pipeline["include"]} <= files.keys()
    file = tmp_path / ".gitlab-ci.yml"
    file.write_bytes(files[".gitlab-ci.yml"])
    checked = tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file)
    assert checked.returncode == 0, checked.stdout


def acts(part: Any) -> Any:  # noqa: ANN401 - a tree of YAML
    """Return what a forge does of a file: without the words that it shows."""
    words = {"name", "description", "TITLE", "LABEL", "NOT_ASSIGNED", "concurrency"}
    if isinstance(part, dict):
        return {key: acts(below) for key, below in part.items() if key not in words}
    if isinstance(part, list):
        return [acts(below) for below in part]
    if not isinstance(part, str):
        return part
    # What a shell is told in words, and the label's name of before, which English has still.
    return re.sub(r'(?m)(?:^| )# .*|^gh label edit .*\n|--description "[^"]*"', "", part)


@pytest.mark.parametrize("name", ["manual", "forecast", "proof", "dependabot"])
def test_a_french_manual_s_workflows_do_the_same(name: str) -> None:
    """Would catch one language's workflow fixed and the other's forgotten: only words may differ."""
    texts = [GIVEN / f"{name}.{language}.yml" for language in ("en", "fr")]
    english, french = (acts(read(path)) for path in texts)
    assert french == english
    pinned = [PINNED.findall(path.read_text(encoding="utf-8")) for path in texts]
    assert pinned[0] == pinned[1]
    schema = "dependabot" if name == "dependabot" else "github-workflows"
    checked = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *texts)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_manual_s_workflows_are_sound(tmp_path: Path, language: Language) -> None:
    """Would catch what a security reviewer finds in what teams are given, in either language."""
    folder = tmp_path / ".github"
    for name, data in given_files(language).items():
        if name.startswith(".github/") and "ISSUE" not in name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
    result = tool("zizmor", "--offline", "--quiet", folder)
    assert result.returncode == 0, result.stdout + result.stderr
