"""The manual on paper: the pages of a built site bound into one document, printed by a browser.

`merging` → the pages, their links turned · `document` → one HTML document · `browser` → a PDF ·
`numbering` → page numbers for the contents, the file's properties · `rendering` → all of it, in
order.
"""
