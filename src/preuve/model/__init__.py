"""What a team wrote, as typed values: the standard, the organisation,
its proofs, sessions and registers.
"""
