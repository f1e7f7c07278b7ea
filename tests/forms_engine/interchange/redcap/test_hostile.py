"""Whatever the bytes, the answer is a reading or one sentence."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms_engine.check import check_definition
from forms_engine.definition.canonical import canonical_bytes
from forms_engine.interchange import Reading, UnreadableFile, formats
from forms_engine.interchange.redcap.table import FIELD_TYPES, TITLES
from tests.forms_engine.interchange.redcap.dictionary import GERMAN, dictionary, question, read

REDCAP = formats.get("redcap")
HEADS = ",".join(f'"{head}"' for head in TITLES.values()).encode()

words = st.sampled_from(
    ["a", "b", "age", "", "1", "1, A | 2, B", "<b>x</b>", "<p>", "&#0;", "&lt;",
     "<?xml version='1.0'?><p>", "@HIDDEN", "@DEFAULT='1'", "@IF(", "[a]",
     "[a] = '1'", "[b(1)] = 1", "not [a] > 3", "y", "integer", "date_ymd", "0", "BIOPORTAL:HP", "today", "\u2028", "é",
     "SNOMED:399423000", "[a](1)", "|", "m", "number_2dp", "1e999", "9" * 400]
)  # fmt: skip
cells = st.one_of(
    words,
    words,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
rows = st.fixed_dictionaries(
    dict.fromkeys(TITLES, cells) | {"field_type": st.sampled_from(sorted(FIELD_TYPES)) | cells}
)


def attempt(data: bytes) -> Reading | None:
    try:
        return REDCAP.read(data, name="x.csv")
    except UnreadableFile:
        return None


class TestRead:
    @settings(max_examples=400, deadline=None)
    @given(st.binary(max_size=400))
    @example(b"\xff\xfe\x00")
    @example(b"\xff\xfe\x00\xd8")
    @example(b"\xef\xbb\xbf")
    def test_never_fails_on_any_bytes(self, data: bytes) -> None:
        attempt(data)
        attempt(HEADS + b"\n" + data)

    @settings(max_examples=300, deadline=None)
    @given(st.binary(max_size=60), st.integers(0, 2**16))
    def test_never_fails_on_a_damaged_dictionary(self, damage: bytes, place: int) -> None:
        whole = dictionary(
            question("a", "radio", choices="1, A", section_header="<p>Hi</p>"),
            question("b", logic="[a] = '1'", annotation="@HIDDEN='x'"),
        )
        place %= len(whole)
        attempt(whole[:place] + damage + whole[place + len(damage) // 2 :])

    @settings(max_examples=400, deadline=None)
    @given(
        st.lists(rows, min_size=1, max_size=6), st.sampled_from([tuple(TITLES.values()), GERMAN])
    )
    def test_whatever_is_read_adds_up_and_is_sound(
        self, table: list[dict[str, str]], heads: tuple[str, ...]
    ) -> None:
        reading = attempt(dictionary(*table, heads=heads))
        if reading is None:
            return
        assert reading.items == reading.imported + sum(loss.item_lost for loss in reading.losses)
        left = sum(loss.construct == "branching logic" for loss in reading.losses)
        assert reading.rules_total == reading.rules_as_logic + left
        canonical_bytes(reading.definition)
        errors = [p for p in check_definition(reading.definition) if p.severity == "error"]
        assert [str(p) for p in errors if p.code != "privacy_unconfirmed"] == []

    @pytest.mark.parametrize(
        "cell",
        [
            {"label": "<div>" * 20_000},
            {"label": "<!" * 60_000},
            {"label": "<a " * 40_000},
            {"section_header": "<ul><li>" * 15_000},
            {"logic": "(" * 100_000},
            {"logic": "not " * 5_000 + "[a] = 1"},
            {"logic": "[a]=1 or " * 2_000 + "[a]=1"},
            {"annotation": "@A={" * 30_000},
            {"annotation": "@A='" * 30_000},
            {"choices": "1|" * 60_000},
            {"choices": "".join(f"{n},x|" for n in range(15_000)), "field_type": "radio"},
        ],
        ids=lambda cell: next(iter(cell)),
    )
    def test_a_hostile_cell_costs_little_time(self, cell: dict[str, str]) -> None:
        kind = cell.get("field_type", "text")
        begin = time.monotonic()
        row = question("b", kind, **{k: v for k, v in cell.items() if k != "field_type"})
        assert read(question("a"), row).items == 3
        assert time.monotonic() - begin < 5
