"""A program that saves rows as fast as it can and prints the number of each one when the database has acknowledged it.

It is told its own number, the database's settings as JSON and which saving to use, and runs until it is killed.
"""

import itertools
import json
import sys
from collections.abc import Callable

from django.conf import settings
from django.db import connection, transaction

Save = Callable[[int], None]


def save_row(number: int) -> None:
    """Save one row in a transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO saved (number) VALUES (%s)", [number])


SAVINGS: dict[str, Save] = {"row": save_row}


def main(writer: int, database: dict[str, object], save: Save) -> None:
    """Save and acknowledge; the numbers of two writers never meet."""
    settings.configure(DATABASES={"default": database})
    for count in itertools.count():
        number = writer * 10_000_000 + count
        save(number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]), SAVINGS[sys.argv[3]])
