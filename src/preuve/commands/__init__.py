"""One verb a file, thin: arguments in, exit status out. Longer steps have files of their own."""
