"""Tasks on disk: the formats, and runs that write very many of them."""
