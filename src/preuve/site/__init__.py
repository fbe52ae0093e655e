"""From a manual to a site: pages drawn by Preuve itself, staged,
and handed to whichever builder is there.
"""
