"""Who may see what: audiences, the pack for an audience, the look for leaks."""
