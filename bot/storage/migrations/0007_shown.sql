-- Messages that stand in a chat, the bot's and the person's, for as long as Telegram lets a bot take them away.
CREATE TABLE shown (
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
