"""What verbs share with a person at a terminal: output, arguments, questions."""
