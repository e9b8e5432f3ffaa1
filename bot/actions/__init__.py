"""What a flow may call with ``do:``; thin, typed, one module a domain."""
