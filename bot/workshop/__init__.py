"""Slow work, done off the turns: what a job asks for is made here, and its result opens the job's flow.

``shop`` takes jobs and sees that each is done once; the other modules make one kind of thing each and are entered
in ``table``.
"""
