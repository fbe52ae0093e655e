"""The one room that imports MkDocs and mkdocs-macros: what a manual's `mkdocs.yml` and `macros/`
call.

It comes with the engine, so that an upgrade reaches a manual without touching the team's files.
"""
