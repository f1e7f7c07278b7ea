"""Files as spreadsheets and colleagues leave them."""

import csv
import io

import pytest

from forms_engine.interchange import UnreadableFile
from forms_engine.interchange.redcap import table
from forms_engine.interchange.redcap.table import TITLES, read_table
from tests.forms_engine.interchange.redcap.dictionary import (
    GERMAN,
    dictionary,
    element,
    lost,
    question,
    read,
)

ROW = question("größe", label="Größe, in cm")


class TestReadTable:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_takes_delimiters_and_encodings(self, delimiter: str, encoding: str) -> None:
        rows = read_table(dictionary(ROW, delimiter=delimiter, encoding=encoding)).rows
        assert [row.field_name for row in rows] == ["record_id", "größe"]
        assert rows[1].field_label == "Größe, in cm"
        assert rows[1].line == 3

    def test_splits_at_semicolons_although_a_head_holds_commas(self) -> None:
        data = ";".join(TITLES.values()) + "\nage;visit;;text;Age" + ";" * 13
        assert read_table(data.encode()).rows[0].field_label == "Age"

    def test_reads_heads_in_another_language_by_position(self) -> None:
        found = read_table(dictionary(ROW, heads=GERMAN, delimiter=";"))
        assert found.rows[1].field_label == "Größe, in cm"
        assert found.language == "de"

    def test_reads_an_odd_first_head_by_position(self) -> None:
        heads = ("1", *list(TITLES.values())[1:])
        assert len(read_table(dictionary(ROW, heads=heads)).rows) == 2

    def test_reads_the_layout_for_programs_by_name_in_any_order(self) -> None:
        data = (
            b"form_name,field_type,field_name,field_label,branching_logic\nvisit,text,age,Age,NA\n"
        )
        row = read_table(data).rows[0]
        assert (row.field_name, row.form_name, row.field_label) == ("age", "visit", "Age")
        assert row.branching_logic == ""

    def test_takes_na_literally_in_the_layout_of_the_designer(self) -> None:
        assert read_table(dictionary(question("sodium", label="NA"))).rows[1].field_label == "NA"

    def test_keeps_the_first_question_of_a_file_without_heads(self) -> None:
        body = dictionary(ROW).split(b"\r\n", 1)[1]
        assert [row.field_name for row in read_table(body).rows] == ["record_id", "größe"]

    def test_takes_old_dictionaries_with_fewer_columns(self) -> None:
        lines = csv.reader(io.StringIO(dictionary(ROW, heads=GERMAN).decode(), newline=""))
        short = "\n".join(";".join(f'"{cell}"' for cell in line[:15]) for line in lines)
        assert read_table(short.encode()).rows[1].field_name == "größe"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_takes_every_kind_of_line_end(self, end: str) -> None:
        data = dictionary(ROW).decode().replace("\r\n", end).encode()
        assert len(read_table(data).rows) == 2

    def test_fills_up_short_rows_and_reports_surplus_cells(self) -> None:
        data = (
            dictionary()
            + b"age,visit,,text,Age\r\n"
            + b"sex,visit,,text,Sex"
            + b"," * 14
            + b"more\r\n"
        )
        rows = read_table(data).rows
        assert rows[1].field_label == "Age"
        assert rows[1].surplus == ()
        assert rows[2].surplus == (("", "more"),)

    def test_keeps_rows_without_a_field_name_apart(self) -> None:
        found = read_table(dictionary(question("", label="Lonely"), question("age")))
        assert [row.field_name for row in found.rows] == ["record_id", "age"]
        assert [row.field_label for row in found.loose] == ["Lonely"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "empty"),
            (b"\xef\xbb\xbf \r\n", "empty"),
            (b"PK\x03\x04\x14\x00", "Excel"),
            (b"%PDF-1.7", "PDF"),
            (b"a,b\0,c", r"Line 1, column 4"),
            (b"a,b\n\x01", r"Line 2, column 1"),
            (b"\x81\x8d\x90", "encoding"),
            (b"name,age\nAnna,5\n", "Line 1: these are not the heads .* 2 columns instead of 18"),
            (b",".join([b"x"] * 18) + b"\n" + b",".join([b"y"] * 18), "fourth column"),
            (dictionary(record_id=False), "Line 1: no row below the heads"),
            (dictionary(ROW) + b'age,visit,"a heading\nfor ever,text\n', "Line 4: a quoted text"),
            (dictionary(ROW) + b"a" * 140_000, "Line 4: the CSV is broken"),
        ],
    )
    def test_name_the_place_in_one_sentence(self, data: bytes, words: str) -> None:
        with pytest.raises(UnreadableFile, match=words) as refusal:
            read_table(data)
        assert str(refusal.value).endswith(".")
        assert "\n" not in str(refusal.value)

    def test_of_files_that_are_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(table, "LARGEST_BYTES", 100)
        with pytest.raises(UnreadableFile, match="20 MB"):
            read_table(dictionary(ROW))

    def test_of_files_with_too_many_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(table, "MOST_ROWS", 3)
        assert len(read_table(dictionary(ROW, ROW)).rows) == 3
        with pytest.raises(UnreadableFile, match="more than 3 rows"):
            read_table(dictionary(ROW, ROW, ROW))


class TestNames:
    def test_a_name_used_twice_keeps_both_questions(self) -> None:
        reading = read(question("age", label="Age"), question("age", label="Again"))
        assert (reading.items, reading.imported) == (3, 3)
        assert lost(reading) == {"field name": "imported as “age_2”"}

    def test_rules_mean_the_first_question_of_a_name(self) -> None:
        first = element(question("sex", "yesno"))
        last = element(
            question("sex", "yesno"),
            question("sex", "notes"),
            question("why", logic="[sex] = '1'"),
        )
        assert last["relevant"] == {"=": [{"field": first["id"]}, True]}

    @pytest.mark.parametrize(
        ("name", "key"),
        [("Größe (cm)", "gr_e_cm"), ("1st", "field_1st"), ("__", "field"), ("é" * 9, "field")],
    )
    def test_a_name_that_is_no_key_is_adapted_and_kept(self, name: str, key: str) -> None:
        found = element(question(name))
        assert found["key"] == key
        assert found["codes"] == [{"system": "REDCap", "code": name}]

    def test_long_names_stay_apart(self) -> None:
        assert element(question("a" * 150), question("a" * 150))["key"] == "a" * 98 + "_2"
