"""The web addresses that a manual names: which they are, whether they answer, and what was last
seen of each.

`addresses` → where each stands · `visiting` → one address, asked politely · `round` → all of them,
host by host · `results` → what was seen, with its day, in a file that pages read. Nothing here runs
in a check or a build.
"""
