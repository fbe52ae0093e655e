"""Forms over the files of a manual, beside the live site: for those who have never seen YAML."""
