"""Pure tables and functions: who may do what. Read by operations before anything is touched.

So far `roles`: what a person is in this store, and what the signed registry lets a certificate sign. The opt-out gate and the moves
of a case are rules of the case itself (`model.case`). Knows no session and no key; refuses with `role-not-held`.
"""
