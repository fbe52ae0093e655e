"""Preuve: a training provider's quality manual as code.

read → model → assess → show. Start at `manual.py` (what a team wrote), `assessment.py` (what is
evidenced on a day) and `gate.py` (what is at fault); `report/`, `page/` and `commands/` show it.
"""

__version__ = "0.1.0"
