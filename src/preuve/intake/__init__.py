"""What people really keep: workbooks, folders, exports of programs, read as proofs and sessions;
in doubt left out and told.
"""
