"""When to remind whom of what: pure, over plain values. Time comes in as an argument."""
