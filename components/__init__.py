"""Everything drawn. Rows come in, pictures go out."""
