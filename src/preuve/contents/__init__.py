"""What a file holds, as HTML to be read on a page: bounded, escaped, asking nothing of anybody.
No manual is known here.
"""
