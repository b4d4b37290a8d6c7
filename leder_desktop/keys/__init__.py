"""Keys and secrets: deriving, wrapping and unwrapping them, recovery words, signing identities.

Works on bytes; writes no file and knows no database. A key is 32 random bytes in a bytearray, never a string.
"""
