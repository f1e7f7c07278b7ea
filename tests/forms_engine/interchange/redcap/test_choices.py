"""Options and the terminologies that their codes come from."""

import pytest

from forms_engine.interchange.redcap.choices import coding_of, read_choices


class TestChoices:
    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("1, A | 2, B", [("1", "A"), ("2", "B")]),
            ("Yes | No", [("Yes", "Yes"), ("No", "No")]),
            ("1, | , B | | ,", [("1", "1"), ("B", "B")]),
            ("1, <b>A</b>", [("1", "A")]),
        ],
    )
    def test_are_read(self, cell: str, expected: list[tuple[str, str]]) -> None:
        assert [(c.code, c.label) for c in read_choices(cell).options] == expected

    @pytest.mark.parametrize(
        ("code", "coding"),
        [
            ("snomedct_248152002", ("SNOMEDCT", "248152002")),
            ("loinc_la26406-1", ("LOINC", "LA26406-1")),
            ("hp_0011460", ("HP", "HP:0011460")),
            ("ncit_c41255", ("NCIT", "C41255")),
            ("loinc_53034_5_other", None),
            ("hl7fhir_amb", None),
            ("1", None),
        ],
    )
    def test_codes_of_terminologies_are_recognised(
        self, code: str, coding: tuple[str, str] | None
    ) -> None:
        expected = dict(zip(("system", "code"), coding, strict=True)) if coding else None
        assert coding_of(code) == expected
