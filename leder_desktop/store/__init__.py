"""The encrypted store on disk: the shelf, one folder a case, evidence beside it, the audit chain and every former version.

Opens nothing without a well-formed 32-byte key, creates nothing unless it was told to make it, and never starts afresh
on an open error. One process, one connection a file, owned by the thread that opened it.
"""
