"""One verb a file, thin: arguments in, exit status out."""
