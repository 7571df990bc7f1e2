"""Everything known about the markets: the store, the files that fill it, the questions it answers. Knows no screen."""
