"""Screenshots read on this machine: a picture in, the messages in it out.

``reader`` is what the rest of the program uses. Everything heavy (decoding, recognition, layout) runs in one
child process that starts when it is first needed; nothing of a picture is logged or written to disk.
"""
