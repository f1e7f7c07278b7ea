"""Who the patients are: the only tables of the identity database."""
