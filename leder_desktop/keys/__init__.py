"""Keys and secrets: deriving, wrapping and unwrapping them, recovery words, signing identities.

Works on bytes; writes no file and knows no database. A key is 32 random bytes in a bytearray, never a string.

`passphrase` says which will do, `recovery` is the sheet of words, `derive` makes either into a key, `slots` is the header that holds the
ways in, `wrap` locks one key under another, `identity` opens a PKCS#12 file, `demo_pki` invents certificates for the sample. Every
number says where it comes from.
"""
