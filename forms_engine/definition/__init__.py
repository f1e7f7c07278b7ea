"""The document that describes a form: its shape, identity and tree."""
