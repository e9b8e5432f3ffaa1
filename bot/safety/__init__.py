"""What is looked at before a step sees a person's words: crisis phrases and private data."""
