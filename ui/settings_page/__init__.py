"""Settings: text size, theme, idle time, passphrase, signing identities, trust. What the window needs is kept in the shelf."""
