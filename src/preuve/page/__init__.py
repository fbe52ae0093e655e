"""Assessment → the HTML that macros return. This room imports Jinja, and nothing of MkDocs."""
