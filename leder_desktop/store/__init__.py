"""The encrypted store on disk: the shelf, one folder a case, evidence beside it, the audit chain and every former version.

Opens nothing without a well-formed 32-byte key, creates nothing unless it was told to make it, and never starts afresh
on an open error. One process, one connection a file, owned by the thread that opened it.

`connection` is the only door to SQLCipher, `durable` the only one to plain writes. `shelf` and `device_audit` are about the laptop;
`case_folder`, `casefile`, `things`, `typing`, `revisions`, `audit`, `search` and `vault_files` about one case; `erasing` finds what goes
for good, `erasing_beside` what other things say of it. `migrations` and `former`
bring an old file up to date; `pages` and `salvage` read one that is damaged. Refuses `damaged`, `newer-store`, `store-in-use`, and what
the machine says (`result_codes`: `disk-full`, `no-permission`, `io-error`).
"""
