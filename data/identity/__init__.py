"""Who is the same market: names and addresses made comparable, registers matched edition by edition, names looked up.

Matching is pure (names, matching, replaying know no SQL); ledger.py reads and writes the store.
"""
