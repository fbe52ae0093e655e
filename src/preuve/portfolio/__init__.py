"""Many manuals at once: each checked or its report read,
joined in one SQLite file, drawn as one static page.
"""
