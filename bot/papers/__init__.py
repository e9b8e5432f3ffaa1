"""Papers: a typst template of content/papers and values in, a PDF or a picture out, with its fonts in it.

``press`` is what the rest of the program uses. Setting type runs in a child process.
"""
