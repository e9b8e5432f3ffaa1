"""缓口气 / 緩口氣: a Telegram assistant for people about to answer a debt collector."""
