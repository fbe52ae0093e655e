"""The certification cycle: what an audit looks at, how long it is,
what falls on which day, the states of days to come.
"""
