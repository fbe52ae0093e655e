"""What lies elsewhere: the web addresses that a manual names, and proofs on shelves outside git;
looked at on demand, and what was last seen of each.

`addresses` → where each stands · `visiting` → one address, asked politely · `crawl` → all of them,
host by host · `shelf_stores` → a folder or a listing, asked for a path · `shelf_looking` → each
proof as it is on its shelf · `shelf_lending` → the files that a pack takes. What was seen stands
with its day in files that pages and the gate read. Nothing here runs in a check or a build, and of
a shelf nothing is fetched.
"""
