"""Who did and saw what. The lowest app: rows hold ids and no foreign keys, so everything above can use it."""
