"""What stops the site from starting, in words for the person at the terminal."""


class StartRefused(Exception):
    """The site cannot start; the message is one sentence that says what to do. Shown without a traceback."""
