"""One turn of one person: what came in, the guards, the engine, the actions, and the one commit."""
