"""The registers, a file each:
what its lines are, which days and words they have, what they prove.
"""
