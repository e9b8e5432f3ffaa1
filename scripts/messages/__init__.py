"""Makes the corpus of labelled messages, learns the weights from it and reports how well they do."""
