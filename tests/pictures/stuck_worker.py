"""A reading process that is ready, takes a picture, and then hangs, or ends when the picture is small."""

import sys
import threading

from bot.processes.frames import READY, read_frame, write_frame

SMALL = 200

if __name__ == "__main__":
    write_frame(sys.stdout.buffer, READY)
    picture = read_frame(sys.stdin.buffer, 1 << 24)
    if picture is not None and len(picture) > SMALL:
        threading.Event().wait()
