"""What entitles the provider to prepare for a certification: `registers/authorisations.yaml`."""

from __future__ import annotations

from preuve.core.words import say
from preuve.model.registers.description import (
    ID,
    NOTE,
    ColumnKind,
    Description,
    LineList,
    RegisterColumn,
    choice,
    day,
    text,
)
from preuve.schema import Field, Span

RIGHTS = {
    "owner": say("owner of the certification"),
    "train": say("train"),
    "assess": say("assess"),
    "train_and_assess": say("train and assess"),
    "partner": say("partner"),
}
DESCRIPTION = Description(
    say("Authorisations"),
    say("What entitles us to prepare for each certification, and until when."),
    {
        "authorisations": LineList(
            say("what entitles you to prepare for each certification"),
            {
                "id": ID,
                "certification": text(say("Certification"), say("its exact title"), required=True),
                "code": text(say("Code"), say("its RNCP or RS number"), required=True),
                "certifier": text(say("Certifier"), say("the certifying body"), required=True),
                "right": choice(say("Right"), say("what you may do"), RIGHTS),
                "offers": RegisterColumn(
                    say("Offers"),
                    say("the codes of the offers that prepare for it"),
                    ColumnKind.OFFERS,
                    required=True,
                ),
                "sites": text(say("Sites"), say("where it is limited to some sites")),
                "from": day(
                    say("First day"),
                    say("the first day of the authorisation or agreement"),
                    required=True,
                ),
                "until": day(say("Until"), say("its last day")),
                "registration_until": day(
                    say("Registered until"), say("the end of the registration in the RNCP or RS")
                ),
                "checked_on": day(
                    say("Verified on"),
                    say("the day somebody looked at the official record"),
                    required=True,
                    work_day=True,
                ),
                **NOTE,
            },
        )
    },
    proves=("7.capacity", "16", "1.certification-details"),
    head={
        "check_every": Field(
            Span(), say("how often you look at the official record: your own rule")
        )
    },
    orders=(("from", "until"),),
    example=(
        "- {id: HB-01, certification: …, code: RNCP00001, certifier: …, right: train, offers: [], "
        "from: 2026-01-31, checked_on: 2026-01-31}"
    ),
)
