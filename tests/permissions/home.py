"""The rows of `home`: pages are for everybody; what is not published is for nobody."""

from __future__ import annotations

from tests.permissions.table import Row, row

ROWS: tuple[Row, ...] = (
    row("GET home:search", query=lambda cast: {"q": "network"}, everyone=200),
    row("GET home:recording", lambda cast: {"page": cast.eye.form.pk}, everyone=404),
    row("GET home:chapters", lambda cast: {"page": cast.eye.form.pk}, everyone=404),
    row(
        "GET home:captions",
        lambda cast: {"page": cast.eye.form.pk, "language": "en"},
        everyone=404,
    ),
    row("GET home:picture", lambda cast: {"name": "missing.png"}, everyone=404),
)
