"""What takes too long for `make test`: python -m tests.endurance --help. A short form of each is a test."""
