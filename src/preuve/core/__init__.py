"""What everything stands on: words, days, files, findings.
It imports nothing of Preuve but itself.
"""
