"""Means to run a workflow of ``.github`` without GitHub:
act, with stand-ins for all that the workflow calls.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from preuve.commands.given import forge_files

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).resolve().parents[2]
ACTION: Final = ROOT / "action.yml"
MANUAL: Final = ROOT / ".github" / "workflows" / "manual.yml"
TOOLS: Final = Path(
    sys.executable
).parent  # where the lock file installs act, zizmor and check-jsonschema
PINNED: Final = re.compile(
    r"uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<sha>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)"
)

ANNOTATION: Final = (
    "::error file=docs/criteria/criterion-1/indicator-02.md,line=1,col=1::No evidence"
)

# act 0.2 drops what a failing step printed last (it does not wait for the terminal to be read):
# hence the wait.
PREUVE: Final = """\
#!/bin/sh
echo "$GITHUB_JOB: preuve $*" >> {log}
case "$*" in
  "build --draft"*) [ {gate} -le 1 ] || exit {gate}; mkdir draft; echo built > draft/index.html; exit {gate} ;;
  "build "*) mkdir site; echo built > site/index.html; exit {build} ;;
  forecast*) printf '%s\n' {forecast}; exit {gate} ;;
  *summary*) echo '| missing-evidence | indicator 2 |'; exit {gate} ;;
esac
[ {gate} = 0 ] && exit
echo '{annotation}'
for _ in $(seq 60); do grep -qF '{annotation}' {output} && break; sleep 0.05; done
exit {gate}
"""

PIP: Final = """\
#!/bin/sh
echo "$GITHUB_JOB: pip $*" >> {log}
exit {setup}
"""

# What `gh` would do at GitHub: it says which issue is open, and keeps the text it is given.
GH: Final = """\
#!/bin/sh
[ "$1" = auth ] && {{ echo stand-in; exit; }}  # act itself asks for a token
echo "$GITHUB_JOB: gh $*" >> {log}
[ -n "$GH_TOKEN" ] && [ -n "$GH_REPO" ] || exit 4
case "$*" in
  *"issue list"*) [ {issue} = 0 ] || echo {issue} ;;
  *"--add-assignee"*) exit {github} ;;
  *"issue create"*) echo https://github.com/o/r/issues/12; cp body.md {folder}/body.md; exit {github} ;;
  *"issue edit"*) cp body.md {folder}/body.md; exit {github} ;;
esac
"""

FORECAST: Final = """\
**On 6 October: 23 covered** $(touch hacked) `touch hacked` ${{ github.token }} "quoted" 'quoted'
body=another
EOF
| 3 October | EV-044 “Keeping people in” by &#64;somebody | Teaching @claire-d |
| 4 October | EV-045 | Quality @b2 @claire-d |"""
"""What the stand-in for `preuve forecast` prints:
lines that a careless workflow would run, or take for outputs.
"""

MAKEFILE: Final = """\
test:
\t@echo "$$GITHUB_JOB: make test" >> {log}; exit {test}
pages:
\t@echo "$$GITHUB_JOB: make pages" >> {log}; [ {build} = 0 ] || exit {build}; mkdir pages; echo built > pages/index.html
"""

# The checkout is played, not skipped: a job that does not ask for one has an empty workspace, as on
# GitHub.
ACTIONS: Final = {
    "actions/checkout": ("persist-credentials", "fetch-depth"),
    "actions/setup-python": ("python-version", "cache", "cache-dependency-path"),
    "actions/upload-artifact": ("name", "path", "retention-days", "if-no-files-found"),
    "actions/upload-pages-artifact": ("path",),
    "actions/download-artifact": ("pattern", "path", "merge-multiple"),
    "actions/deploy-pages": (),
}
PLAYED: Final = {
    "actions/checkout": "git clone --quiet --no-hardlinks {repository} .",
    "actions/upload-artifact": """\
mkdir -p {artifacts}/"$INPUT_NAME"
for kept in $INPUT_PATH; do cp -r "$kept" {artifacts}/"$INPUT_NAME"; done""",
    "actions/download-artifact": """\
mkdir -p "$INPUT_PATH"
for kept in {artifacts}/$INPUT_PATTERN; do cp "$kept"/* "$INPUT_PATH"; done""",
    "actions/upload-pages-artifact": """\
test -f "$INPUT_PATH"/index.html
mkdir -p {artifacts}/github-pages
cp -r "$INPUT_PATH" {artifacts}/github-pages/site""",
    "actions/deploy-pages": 'test -z "$(ls)"',
}


@dataclass(frozen=True)
class Event:
    """What GitHub would say has happened: the event's name and the part of
    its payload that act reads.
    """

    name: str
    payload: dict[str, Any]


PUSH_TO_MAIN: Final = Event(
    "push", {"ref": "refs/heads/main", "repository": {"default_branch": "main"}}
)
PUSH_TO_BRANCH: Final = Event(
    "push", {"ref": "refs/heads/fresh-evidence", "repository": {"default_branch": "main"}}
)
PUSH_TO_ANOTHER_MAIN: Final = Event(
    "push", {"ref": "refs/heads/drafts/main", "repository": {"default_branch": "main"}}
)
PUSH_OF_TAG: Final = Event(
    "push", {"ref": "refs/tags/main", "repository": {"default_branch": "main"}}
)
PULL_REQUEST: Final = Event(
    "pull_request",
    {
        "number": 7,
        "action": "opened",
        # A fork's branch may well be called main.
        "pull_request": {"number": 7, "head": {"ref": "main"}, "base": {"ref": "main"}},
    },
)


SCHEDULE: Final = Event("schedule", {"schedule": "17 5 * * 1"})


@dataclass(frozen=True)
class Run:
    """What one run of the workflow did: its calls, in order, and what it printed."""

    calls: list[str]
    output: str
    succeeded: bool

    def done(self) -> set[str]:
        """Name the calls that matter: all but checkouts and installations of Python."""
        return {
            call for call in self.calls if not re.search(r"actions/(checkout|setup-python) ", call)
        }


@dataclass(frozen=True)
class Act:
    """A throw-away repository with the real workflow in it, and the means to run that."""

    folder: Path
    workflow: Path = MANUAL
    job: str = ""
    """The only job to run; all of them without."""
    files: Mapping[str, str] = field(default_factory=dict)
    """What else the repository holds, by path; a workflow that calls this one among them."""
    preuve: str = PREUVE
    """What stands in for the program."""
    after_checkout: str = ""
    """A command that is given in the workspace of each job that checks out."""

    @property
    def artifacts(self) -> Path:
        """Where artifacts are kept, a folder each."""
        return self.folder / "artifacts"

    @property
    def log(self) -> Path:
        """Where the stand-ins write their calls."""
        return self.folder / "calls.log"

    @property
    def output(self) -> Path:
        """Where act writes what GitHub would show as the run's log."""
        return self.folder / "output.log"

    @property
    def repository(self) -> Path:
        """The throw-away repository."""
        return self.folder / "repository"

    def environment(self) -> dict[str, str]:
        """Nothing of the caller's: neither a CI's GITHUB_* variables nor a
        person's git or act settings.
        """
        return {
            "PATH": f"{self.folder / 'tools'}:{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Nobody",
            "GIT_AUTHOR_EMAIL": "nobody@example.org",
            "GIT_COMMITTER_NAME": "Nobody",
            "GIT_COMMITTER_EMAIL": "nobody@example.org",
        }

    def execute(self, *command: str | Path) -> int:
        """Run a command in the throw-away repository and return its exit status."""
        with self.output.open("w", encoding="utf-8") as output:
            return subprocess.run(
                command,
                cwd=self.repository,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=600,
                check=False,
            ).returncode

    def write_repository(self, status: dict[str, int]) -> None:
        """Commit the workflow and the stand-ins for what it calls;
        ``status`` says how each of them ends.
        """
        ends = {"setup": 0, "gate": 0, "test": 0, "build": 0, "issue": 0, "github": 0, **status}
        places = {
            "log": shlex.quote(str(self.log)),
            "output": shlex.quote(str(self.output)),
            "folder": shlex.quote(str(self.folder)),
            "forecast": shlex.quote(FORECAST),
        }
        texts = {"Makefile": MAKEFILE}
        tools = {"gh": GH, "preuve": self.preuve, "pip": PIP}
        files = {
            **{self.repository / name: text for name, text in texts.items()},
            **{self.folder / "tools" / name: text for name, text in tools.items()},
        }
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.format(**places, **ends, annotation=ANNOTATION), encoding="utf-8")
            file.chmod(0o755)
        workflow = self.repository / ".github" / "workflows" / self.workflow.name
        workflow.parent.mkdir(parents=True)
        workflow.write_bytes(self.workflow.read_bytes())
        for name, text in {**self.called(), **self.files}.items():
            (self.repository / name).parent.mkdir(parents=True, exist_ok=True)
            (self.repository / name).write_text(text, encoding="utf-8")
        concerns = self.repository / "scripts" / "concerns"
        concerns.parent.mkdir(exist_ok=True)
        concerns.write_bytes((ROOT / "scripts" / "concerns").read_bytes())
        concerns.chmod(0o755)
        self.git(
            "init --quiet --initial-branch=main", "add --all", "commit --quiet --message=Stand-ins"
        )

    def called(self) -> dict[str, str]:
        """Return the action that the workflow calls: our own, or the one that a manual is given."""
        text = self.workflow.read_text(encoding="utf-8")
        if "uses: ./ " in text:
            return {"action.yml": ACTION.read_text(encoding="utf-8"), "requirements/site.txt": ""}
        if "uses: ./.github/actions/" in text:
            return {name: data.decode() for name, data in forge_files("en").items()}
        return {}

    def git(self, *commands: str) -> None:
        """Give git commands in the throw-away repository."""
        for command in commands:
            assert self.execute("git", *command.split()) == 0, self.output.read_text(
                encoding="utf-8"
            )

    def change(self, *paths: str) -> str:
        """Commit another file at each path; return the commit before."""
        before = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            cwd=self.repository,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for path in paths:
            file = self.repository / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("changed", encoding="utf-8")
        self.git("add --all", "commit --quiet --message=Change")
        return before

    def write_actions(self) -> list[str]:
        """Write a stand-in for each pinned action;
        return act's options that put them in their place.
        """
        options = []
        files = [self.workflow, *self.repository.rglob("action.yml")]
        pins = {
            (pin["action"], pin["sha"])
            for file in files
            for pin in PINNED.finditer(file.read_text(encoding="utf-8"))
        }
        for action, sha in sorted(pins):
            inputs = ACTIONS[action]
            said = [f"{name}=${{{{ inputs.{name} }}}}" for name in inputs]
            script = (
                f'echo "$GITHUB_JOB: {" ".join([action, *said])}" >> {shlex.quote(str(self.log))}\n'
            )
            places = {"repository": self.repository, "artifacts": self.artifacts}
            script += PLAYED.get(action, "").format(
                **{name: shlex.quote(str(path)) for name, path in places.items()}
            )
            if action == "actions/checkout" and self.after_checkout:
                script += f"\n{shlex.quote(self.after_checkout)}\n"
            values = {f"INPUT_{name.upper()}": f"${{{{ inputs.{name} }}}}" for name in inputs}
            definition = {
                "name": action,
                "description": "A stand-in",
                "inputs": {name: {"description": name} for name in inputs},
                "runs": {
                    "using": "composite",
                    "steps": [{"shell": "bash", "run": script, "env": values}],
                },
            }
            folder = self.folder / "actions" / action
            folder.mkdir(parents=True)
            (folder / "action.yml").write_text(yaml.safe_dump(definition), encoding="utf-8")
            options += ["--local-repository", f"{action}@{sha}={folder}"]
        return options

    def run(self, event: Event, changed: tuple[str, ...] = (), **status: int) -> Run:
        """Run the workflow for an event, with these exit statuses of setup, gate, test and build.

        With *changed*, these paths are what a pull request or a push brings.
        """
        self.write_repository(status)
        told = {**event.payload}
        if changed:
            before = self.change(*changed)
            told |= {"before": before}
            if "pull_request" in told:
                told["pull_request"] = {
                    **told["pull_request"],
                    "base": {"ref": "main", "sha": before},
                }
        return self.start(told, event.name)

    def start(self, payload: Mapping[str, Any], event: str) -> Run:
        """Run the workflow of the repository as it stands."""
        file = self.folder / "event.json"
        file.write_text(json.dumps(payload), encoding="utf-8")
        status_of_act = self.execute(
            TOOLS / "act",
            event,
            *("--platform", "ubuntu-24.04=-self-hosted"),
            *("--eventpath", file),
            # A whole repository has other workflows, which the same event would start.
            *(
                ("--workflows", f".github/workflows/{self.workflow.name}")
                if self.after_checkout
                else ()
            ),
            *(("--job", self.job) if self.job else ()),
            *("--action-offline-mode", "--no-cache-server", "--no-skip-checkout"),
            *self.write_actions(),
        )
        calls = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return Run(calls, self.output.read_text(encoding="utf-8"), succeeded=status_of_act == 0)
