"""The manual as it was, found in git, and what changed since."""
