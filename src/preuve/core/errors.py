"""The errors that Preuve raises: one base, so that whoever starts a piece of work can catch all
that it may say no with.

Each stands in the file that raises it, and holds `message`, in words for a person.

PreuveError
├── NotInstalledError    core/extras.py                    an extra is not there
├── DiagnosedError       a file cannot be read; `diagnostic` says where, why and what to do
│   ├── ParseError       reading/decoding.py               a file of the manual
│   └── ConfigError      reading/config_nodes.py           the configuration of its site
├── SpliceError          editing/splice.py                 no change without touching another part
├── AnswerError          commands/answer_readers.py       what was typed answers nothing
├── EditError            editing/team_file.py              a file was left as it is
├── ChangedMeanwhileError    site/forms/desk.py           a form is not of what the file holds now
├── KeepingError         history/keeping.py                git was asked to keep, and did not
├── SheetError           spreadsheets/cells.py             a file is no table that can be read
├── RowError             intake/results.py                a row of a table cannot be taken
├── IssueError           intake/issue_form.py             an issue proposes what is not taken
├── PastError            history/versions.py               the manual as it was cannot be had
├── BaselineError        report/baseline.py                the earlier report cannot be used
├── ReportError          portfolio/reports.py              a manual's report cannot be used
├── DocumentError        contents/documents.py             a document cannot be shown on a page
├── FetchError           links/fetching.py                 nothing came from an address
├── ShelfError           links/shelf_stores.py              a shelf cannot be looked at
├── UnreadableError      publication/readers/extraction.py    a file cannot be taken apart
├── OwnershipError       publication/ownership.py          not the command's to write to
├── HostingError         publication/hosting.py            for whom a site is, is not said
├── SignatureError       publication/pack_checks.py        no signature, or a wrong one
├── MacroError           page/render_context.py            a page's call cannot be answered
├── NotAssessed          page/render_context.py            the manual has no assessment
├── UnboundError         pdf/merging.py                    a page is not as printing expects
├── BrowserError         pdf/browser.py                    the browser did not print
├── BuilderError         site/order.py                     no builder can be had, or not for this
└── OnlyOfBuilderError   site/sources.py                   a macro asks for what is known later

A finding is no error: what is wrong with a manual is gathered and shown whole (`core/finding.py`),
never raised. Exceptions whose names begin with an underscore end a loop within their own file and
never leave it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import verbatim

if TYPE_CHECKING:
    from preuve.core.finding import Diagnostic
    from preuve.core.words import Message


class PreuveError(Exception):
    """Something that was asked for cannot be done.

    Args:
        message: why, and what to do about it; a plain text is what another program said, and is
            shown as it is.

    """

    def __init__(self, message: Message | str) -> None:
        self.message = verbatim(message) if isinstance(message, str) else message
        super().__init__(message if isinstance(message, str) else message.text)


class DiagnosedError(PreuveError):
    """A file cannot be read; the diagnostic says where, why and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
