"""Training sessions: all of them at a glance, and the file of one, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.session_file import StepState
from preuve.core.words import say, say_count
from preuve.model.manual import SESSIONS_FILE
from preuve.model.sessions import Phase
from preuve.model.standard import Condition
from preuve.page.render_context import MacroError
from preuve.page.site_map import SESSIONS_PAGE, can_name_page, page_of_session
from preuve.publication.policy import Thing
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.session_file import SessionFile
    from preuve.core.words import Message
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def sessions(view: RenderContext, here: PageContext) -> str:
    """Return every session, the latest first, with what its file holds."""
    files = _latest_first(view)
    phases = [
        count
        for phase in Phase
        if (count := _counted(phase, sum(file.phase is phase for file in files)))
    ]
    lacking = sum(bool(file.holes) for file in files)
    legend = [state for state in StepState if state is not StepState.NOT_APPLICABLE]
    return view.render(
        "sessions.html",
        here,
        files=files,
        columns=[step.title for step in files[0].steps] if files else (),
        phases=phases,
        lacking=lacking,
        legend=legend,
    )


def _latest_first(view: RenderContext) -> list[SessionFile]:
    return sorted(view.session_files.values(), key=lambda file: file.session.starts, reverse=True)


def _counted(phase: Phase, number: int) -> Message | None:
    """Return how many sessions are in a phase, in words that agree with their number;
    None for no session.
    """
    if not number:
        return None
    if phase is Phase.PLANNED:
        return say_count("{count} planned", "{count} planned", number)
    if phase is Phase.RUNNING:
        return say_count("{count} under way", "{count} under way", number)
    return say_count("{count} over", "{count} over", number)


def session(view: RenderContext, here: PageContext, name: str) -> str:
    """Return the file of a session: its facts, its steps with their proofs, the holes.

    Args:
        view: what macros may know.
        here: the page that calls.
        name: the session's id in `sessions.yaml`.

    Raises:
        MacroError: the page asks for what there is not, or in a wrong way.

    """
    file = view.session_files.get(name)
    if file is None:
        advice = did_you_mean(
            name, view.session_files, say("Add it to sessions.yaml, or correct the id.")
        )
        raise MacroError(say("There is no session {id}. {help}", id=name, help=advice))
    counts = [
        (state, file.count(state)) for state in StepState if state is not StepState.NOT_APPLICABLE
    ]
    return view.render(
        "session.html",
        here,
        file=file,
        counts=[pair for pair in counts if pair[1]],
        steps=[
            file_step for file_step in file.steps if file_step.state is not StepState.NOT_APPLICABLE
        ],
        left_out=[
            file_step for file_step in file.steps if file_step.state is StepState.NOT_APPLICABLE
        ],
        # What makes it unlike other sessions; its subcontractor is named anyway.
        conditions=sorted(_conditions(file, view) - {Condition.SUBCONTRACTING}),
    )


def _conditions(file: SessionFile, view: RenderContext) -> frozenset[Condition]:
    return file.session.conditions(view.assessment.organisation.conditions_met())


_MATTER = f"hide: [toc]\nmade_from: {SESSIONS_FILE}\n"
"""The front matter of a page that nobody writes:
it changes when the file does that it is made from.
"""


def pages_to_make(view: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the path and the Markdown of each page that the team need not write: one a session, and
    that of all.

    Only ids stand in them, which hold nothing that Markdown or Jinja reads: all else comes from the
    macros.
    """
    if (
        view.verdict.assessment is None
        or view.verdict.manual.sessions is None
        or not view.allows(Thing.AUDIT)
    ):
        return
    heading = view.words(say("Training sessions"))
    yield (
        SESSIONS_PAGE,
        f"---\n{_MATTER}---\n# {heading}\n\n{{{{ sessions() }}}}\n\n{{{{ manual_facts() }}}}\n",
    )
    for file in _latest_first(view):
        name = file.session.id
        if not can_name_page(name):
            continue
        title = view.words(say("Session {id}", id=name))
        yield (
            page_of_session(name),
            (
                f'---\n{_MATTER}---\n# {title}\n\n{{{{ session("{name}") }}}}\n\n{{{{ '
                f"manual_facts() }}}}\n"
            ),
        )


MACROS = {sessions: Thing.AUDIT, session: Thing.AUDIT}
