"""The registers that a team keeps in `registers/`:
what each holds, how it is read, what it is worth as a proof.
"""
