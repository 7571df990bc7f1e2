"""One module per subject: how its rows come into the store and go out again."""
