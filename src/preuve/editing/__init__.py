"""Changes that commands make to a team's files: small, checked, every other byte kept."""
