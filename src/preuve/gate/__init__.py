"""Faults become findings, weighed by the team's severities and waivers:
the gate is open or closed.
"""
