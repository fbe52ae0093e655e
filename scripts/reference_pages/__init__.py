"""The pages of the guide that are made from the code: `scripts/reference` writes them."""
