"""Every role on every page and question: what each got. ``python -m tests.roles`` prints the table."""
