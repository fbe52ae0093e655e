"""One verb a file, thin: arguments in, exit status out. Its longer steps have files of their own."""
