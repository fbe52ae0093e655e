"""The manual on paper: the pages of a built site bound into one document, printed by a browser.

`binding` → the pages, their links turned · `book` → one HTML document · `browser` → a PDF ·
`numbering` → page numbers for the contents, the file's properties · `press` → all of it in order.
"""
