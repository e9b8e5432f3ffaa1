"""Heavy work in a child process: one at a time, bounded in memory and time, replaced when it hangs or dies."""
