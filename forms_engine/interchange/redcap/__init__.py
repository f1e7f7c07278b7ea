"""REDCap data dictionaries (CSV), as its designer and its interface for programs write them.

| REDCap | here |
|---|---|
| form | page; the dictionary does not say which forms repeat |
| section header | section; long ones keep the rest as its introduction |
| text, by validation | text, number, date; other validations are reported |
| text with `BIOPORTAL:HP` | coded term |
| notes, radio, dropdown, checkbox, file | long text, choice, choice, choices, file |
| yesno, truefalse | boolean: 1 is true and 0 is false |
| slider | number from 0 to 100 |
| descriptive | note |
| calc, sql | not imported, reported with their source |
| matrix group | section |
| field note, required, identifier | hint, required, suggestion of privacy |
| branching logic | relevant, see `branching` |
| @HIDDEN, @READONLY, @DEFAULT, @NONEOFTHEABOVE, @HIDECHOICE | properties, retired options |
| @CHARLIMIT, @PLACEHOLDER, @MAXCHECKED | properties |
| other action tags | reported |
| codes in annotations | codes; all other words of annotations stay in `source.annotations` |

Privacy is only suggested: `source.unconfirmed_privacy` lists what a person has yet to confirm.
"""

from __future__ import annotations

from forms_engine.interchange.base import Reading, formats
from forms_engine.interchange.redcap.document import Document
from forms_engine.interchange.redcap.table import read_table


class RedcapDictionary:
    """A REDCap data dictionary."""

    name = "redcap"
    label = "REDCap data dictionary (CSV)"
    suffixes = (".csv",)

    def read(self, data: bytes, *, name: str) -> Reading:
        """Return the form. Raise `UnreadableFile` for what is no dictionary."""
        return Document(read_table(data), name).reading()


formats.register(RedcapDictionary.name, RedcapDictionary())
