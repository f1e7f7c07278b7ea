"""How identifying an answer is, guessed from kind and words."""

import pytest

from tests.forms_engine.interchange.redcap.dictionary import element, elements, question, read


class TestPrivacy:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (question("a", identifier="y"), "direct"),
            (question("a", validation="email"), "direct"),
            (question("a", validation="phone"), "direct"),
            (question("a", label="Date of birth", validation="date_ymd"), "direct"),
            (question("a", label="Last name"), "direct"),
            (question("vorname"), "direct"),
            (question("a", "notes", label="Home address"), "direct"),
            (question("a", label="Hospital number", validation="integer"), "direct"),
            (question("a", label="Mother's date of birth", validation="date_ymd"), "quasi"),
            (question("a", label="Pseudonym"), "quasi"),
            (question("a", label="Date of surgery", validation="date_ymd"), "quasi"),
            (question("a", label="Age", validation="integer"), "quasi"),
            (question("a", "radio", label="Sex", choices="1, F"), "quasi"),
            (question("a", label="Country of birth"), "quasi"),
            (question("a", "radio", label="Phone contact made?", choices="1, Yes"), "sensitive"),
            (question("a", "notes", label="Findings"), "free_text"),
            (question("a", label="Gene variant"), "free_text"),
            (question("a", "file", label="Report"), "free_text"),
            (question("a", label="Visual acuity", validation="number"), "sensitive"),
            (question("a", label="Drug name", choices="BIOPORTAL:ATC"), "sensitive"),
        ],
    )
    def test_is_suggested_by_kind_and_words(self, row: dict[str, str], expected: str) -> None:
        assert element(row)["privacy"] == expected

    def test_the_first_question_names_the_record(self) -> None:
        assert element(question("nr", label="Nr."), record_id=False)["privacy"] == "direct"
        assert element(question("a", label="Pseudonym"), record_id=False)["privacy"] == "quasi"

    def test_notes_have_none_and_every_question_is_to_be_confirmed(self) -> None:
        reading = read(question("a"), question("b", "descriptive"))
        assert "privacy" not in element(question("a"), question("b", "descriptive"))
        ids = [e["id"] for e in elements(reading).values()]
        assert reading.definition["source"]["unconfirmed_privacy"] == ids
