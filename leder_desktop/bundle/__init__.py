"""The signed, sealed review bundle, format 1.0: write, sign, seal, open, verify.

Works on bytes, paths and keys it is given; knows no store, no session and no case file. Verification trusts only what
the caller hands over: anchors, CRLs, a role registry, a recipient key.
"""
