"""Branching logic keeps its meaning, empty answers included."""

import operator
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.check import errors_of
from forms_engine.compile import FormSymbols
from forms_engine.interchange.redcap.branching import translate
from forms_engine.interchange.redcap.circles import in_circles
from forms_engine.interchange.redcap.names import Known, Names, NotCarried
from forms_engine.logic import BOOLEAN, Context, Frame, check_rule, compile_rule
from tests.forms_engine.interchange.redcap.dictionary import element, elements, lost, question, read

NAMES = {
    "choice": Known(
        id="fchoicea", type="choice", options={"1": "ochoice1", "2": "ochoice2", "03": "ochoice3"}
    ),
    "boxes": Known(
        id="fboxesaa",
        type="choices",
        options={"1": "oboxesaa", "OTH": "oboxesbb", "-1": "oboxescc"},
    ),
    "yes": Known(id="fyesaaaa", type="boolean"),
    "n": Known(id="fnumbera", type="number"),
    "m": Known(id="fnumberb", type="number"),
    "t": Known(id="ftextaaa", type="text"),
    "d": Known(id="fdateaaa", type="date"),
    "e": Known(id="fdatebbb", type="date"),
    "term": Known(id="ftermaaa", type="coded_term"),
    "name": Known(unusable="which identifies the patient"),
}
FIELD = {"field": "fchoicea"}
ONE = {"option": "ochoice1"}
BOXES = {"field": "fboxesaa"}
TICKED = {"has": [BOXES, {"option": "oboxesaa"}]}
NOT_TICKED = {"or": [{"is_empty": [BOXES]}, {"not": [TICKED]}]}
N, M, D, E = ({"field": NAMES[name].id} for name in "nmde")
DAYS = {"abs": [{"date_difference": [D, E, "days"]}]}


def rule(source: str) -> Any:
    return translate(source, Names(NAMES)).rule


class TestTranslate:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("[choice] = '1'", {"=": [FIELD, ONE]}),
            ("[choice]=1", {"=": [FIELD, ONE]}),
            ("'1' = [choice]", {"=": [FIELD, ONE]}),
            ("[choice:value] == \"1\"", {"=": [FIELD, ONE]}),
            ("[choice] = '3'", {"=": [FIELD, {"option": "ochoice3"}]}),
            ("[choice] <> '1'", {"or": [{"is_empty": [FIELD]}, {"!=": [FIELD, ONE]}]}),
            ("[choice] != ''", {"not": [{"is_empty": [FIELD]}]}),
            ("[choice] >= 2", {"in": [FIELD, {"option": "ochoice2"}, {"option": "ochoice3"}]}),
            ("2 > [choice]", {"=": [FIELD, ONE]}),
            ("[boxes(1)] = '1'", TICKED),
            ("[boxes(1)]", TICKED),
            ("[boxes(1)] > 0", TICKED),
            ("[boxes(1)] <> ''", TICKED),
            ("[boxes(1)] = '0'", NOT_TICKED),
            ("[boxes(1)] <> '1'", NOT_TICKED),
            ("[boxes(1)] = ''", NOT_TICKED),
            ("[boxes(oth)] = 1", {"has": [BOXES, {"option": "oboxesbb"}]}),
            ("[boxes(-1)] = 1", {"has": [BOXES, {"option": "oboxescc"}]}),
            ("[boxes] = ''", {"is_empty": [BOXES]}),
            ("[yes] = '1'", {"=": [{"field": "fyesaaaa"}, True]}),
            ("[yes] = '0'", {"=": [{"field": "fyesaaaa"}, False]}),
            ("[yes]", {"=": [{"field": "fyesaaaa"}, True]}),
            ("[yes] <> 1", {"or": [{"is_empty": [{"field": "fyesaaaa"}]}, {"=": [{"field": "fyesaaaa"}, False]}]}),
            ("[yes] >= 0", {"not": [{"is_empty": [{"field": "fyesaaaa"}]}]}),
            ("[n] > '5'", {">": [N, 5]}),
            ("5.5 < [n]", {">": [N, 5.5]}),
            ("[n] <> 5", {"or": [{"is_empty": [N]}, {"!=": [N, 5]}]}),
            ("[t] = 1", {"=": [{"field": "ftextaaa"}, "1"]}),
            ("[d] > '2020-02-29'", {">": [D, "2020-02-29"]}),
            ("[d] <= 'today'", {"<=": [D, {"today": []}]}),
            ("[term] <> ''", {"not": [{"is_empty": [{"field": "ftermaaa"}]}]}),
            ("isblankormissingcode([n])", {"is_empty": [N]}),
            ("[n] + [m] * 2 > 3", {">": [{"+": [N, {"*": [M, 2]}]}, 3]}),
            ("-[n] < 2", {"<": [{"-": [N]}, 2]}),
            ("[n]^2 = 4", {"=": [{"power": [N, 2]}, 4]}),
            ("[n] + 1 <> 2", {"coalesce": [{"!=": [{"+": [N, 1]}, 2]}, True]}),
            ("sum([n],[m]) >= 2", {">=": [{"sum": [N, M]}, 2]}),
            ("[boxes(1)] + [boxes(-1)] > 1", {
                ">": [{"+": [
                    {"if": [TICKED, 1, 0]},
                    {"if": [{"has": [BOXES, {"option": "oboxescc"}]}, 1, 0]},
                ]}, 1]
            }),
            ("round([n]) = 1", {"=": [{"round": [N, 0]}, 1]}),
            ("rounddown([n], 1) = 1", {"=": [{"/": [{"floor": [{"*": [N, 10]}]}, 10]}, 1]}),
            ("if([yes], [n], 0) = 1", {"=": [{"if": [{"=": [{"field": "fyesaaaa"}, True]}, N, 0]}, 1]}),
            ("datediff([d], [e], 'd') > 3", {">": [DAYS, 3]}),
            ("datediff([d], [e], 'y', 'ymd') > 3", {">": [{"/": [DAYS, 365.2425]}, 3]}),
            ("datediff([d], [e], 'd', true) > 3", {">": [{"date_difference": [D, E, "days"]}, 3]}),
            ("length([t]) > 3", {">": [{"length": [{"field": "ftextaaa"}]}, 3]}),
            ("not([n] > 5)", {"not": [{"coalesce": [{">": [N, 5]}, False]}]}),
            ("[n]=1 or [n]=2 and [m]=3", {"or": [{"=": [N, 1]}, {"and": [{"=": [N, 2]}, {"=": [M, 3]}]}]}),
            ("([n]=1 or [n]=2) or [m]=3", {"or": [{"=": [N, 1]}, {"=": [N, 2]}, {"=": [M, 3]}]}),
            ("// note\n[n]=1\nAND [m]=2", {"and": [{"=": [N, 1]}, {"=": [M, 2]}]}),
            ("[n]=1 and 1", {"=": [N, 1]}),
        ],
    )  # fmt: skip
    def test_says_the_same_in_our_words(self, source: str, expected: Any) -> None:
        assert rule(source) == expected

    @pytest.mark.parametrize(
        ("source", "reason"),
        [
            ("[event_1_arm_1][n] = 1", "another event"),
            ("[current-instance] = 1", "a variable of REDCap that is not in the file"),
            ("[gone] = 1", "“gone”, a question that is not in the file"),
            ("[name] = 'x'", "“name”, which identifies the patient"),
            ("[choice:label] = 'x'", ":label"),
            ("[n] = ", "not written the way"),
            ("[n = 1", "not written the way"),
            ("n = 1", "“n” without quotes"),
            ("[choice] + 1 = 2", "codes of options"),
            ("[t] > 5", "larger or smaller"),
            ("[t] = [n]", "a text with a number"),
            ("[boxes] = '1'", "as a whole"),
            ("[choice(1)] = '1'", "no checkbox"),
            ("[n] > ''", "than nothing"),
            ("[n]", "for yes or no"),
            ("sum([n]) and 1", "for yes or no"),
            ("contains([t], 'x')", "yes or no"),
            ("left([t], 2) = 'x'", "the function “left”"),
            ("round([n], 1, 2) = 1", "with 3 values"),
            ("datediff([d], [e], 'h') > 1", "hours"),
            ("datediff([d], [n], 'd') > 1", "a number as a date"),
            ("[choice] = '9'", "can never be true"),
            ("[choice] <> '9'", "always true"),
            ("(" * 50 + "[n]=1" + ")" * 50, "too long or nests too deep"),
            ("+".join(["[n]"] * 80) + " > 1", "too long or nests too deep"),
            (" or ".join(["[n]=1"] * 300), "too many parts"),
            ("", "not written the way"),
        ],
    )
    def test_gives_a_reason_for_what_it_cannot_say(self, source: str, reason: str) -> None:
        with pytest.raises(NotCarried, match=re.escape(reason)):
            rule(source)

    def test_leaves_out_and_reports_what_no_answer_can_decide(self) -> None:
        found = translate("[choice] = '1' or [choice] = '9'", Names(NAMES))
        assert found.rule == {"=": [FIELD, ONE]}
        assert found.pointless == ("[choice] = '9' is never true",)


class TestImport:
    def test_hides_a_question_by_a_rule(self) -> None:
        first = element(question("sex", "radio", choices="1, Male | 2, Female"))
        last = element(
            question("sex", "radio", choices="1, Male | 2, Female"),
            question("pregnant", "yesno", logic="[sex] = '2'"),
        )
        female = first["options"][1]["id"]
        assert last["relevant"] == {"=": [{"field": first["id"]}, {"option": female}]}

    def test_reads_questions_that_follow(self) -> None:
        found = elements(read(question("a", logic="[b] = '1'"), question("b", "yesno")))
        assert found["a"]["relevant"] == {"=": [{"field": found["b"]["id"]}, True]}

    def test_keeps_the_question_of_a_rule_it_cannot_carry(self) -> None:
        reading = read(
            question("first_name", label="First name"), question("a", logic="[first_name] = 'Eve'")
        )
        assert (reading.imported, reading.rules_total, reading.rules_as_logic) == (3, 1, 0)
        assert "relevant" not in elements(reading)["a"]
        assert "never asked in the form" in lost(reading)["branching logic"]
        assert reading.losses[-1].source == "[first_name] = 'Eve'"
        assert reading.losses[-1].place == "line 4, a, Branching Logic (Show field only if...)"
        assert not reading.losses[-1].item_lost

    def test_reports_the_rule_of_a_question_that_is_lost(self) -> None:
        reading = read(
            question("b", "yesno"), question("sum", "calc", choices="1+1", logic="[b] = '1'")
        )
        assert (reading.items, reading.imported, reading.rules_total, reading.rules_as_logic) == (
            3,
            2,
            1,
            0,
        )
        assert [loss.item_lost for loss in reading.losses] == [True, False]
        assert lost(reading)["branching logic"] == "left out together with its question"

    def test_breaks_circles(self) -> None:
        reading = read(
            question("free", "yesno"),
            question("a", "yesno", logic="[b] = '1'"),
            question("b", "yesno", logic="[c] = '1' and [free] = '1'"),
            question("c", "yesno", logic="[a] = '1'"),
            question("behind", "yesno", logic="[a] = '1'"),
            question("itself", "yesno", logic="[itself] <> ''"),
        )
        assert {k for k, e in elements(reading).items() if "relevant" in e} == {"behind"}
        assert (reading.rules_total, reading.rules_as_logic) == (5, 1)
        assert {e.code for e in errors_of(reading.definition)} == {"privacy_unconfirmed"}


class TestInCircles:
    def test_finds_nothing_in_a_chain(self) -> None:
        chain = {str(n): {"=": [{"field": str(n + 1)}, 1]} for n in range(2000)}
        assert in_circles(chain) == frozenset()

    def test_leaves_out_what_leads_to_a_circle_and_what_follows_it(self) -> None:
        reads = {"a": "b", "b": "a", "before": "a", "after": "x"}
        rules = {name: {"is_empty": [{"field": other}]} for name, other in reads.items()}
        assert in_circles(rules) == {"a", "b"}


# --- the meaning, against a small model of REDCap -------------------------------------------------

FORM = [
    question("c", "radio", choices="1, One | 2, Two | 10, Ten"),
    question("k", "checkbox", choices="1, One | 2, Two"),
    question("y", "yesno"),
    question("n", validation="number"),
    question("m", validation="number"),
    question("t"),
]
READING = read(*FORM)
SYMBOLS = FormSymbols(READING.definition)
KNOWN = elements(READING)
FORM_NAMES = Names(
    {
        key: Known(
            id=e["id"], type=e["type"], options={o["code"]: o["id"] for o in e.get("options", ())}
        )
        for key, e in KNOWN.items()
    }
)
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
Answers = dict[str, Any]
Judge = Callable[[Answers], bool]


def as_redcap(answers: Answers, name: str) -> str:
    """Return an answer as REDCap keeps it: a text, empty if there is none; a box is 0 or 1."""
    if name.startswith("k("):
        return "1" if name[2:-1] in answers.get("k", ()) else "0"
    value = answers.get(name, "")
    return {True: "1", False: "0"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def redcap_compares(left: str, sign: str, right: str) -> bool:
    """Tell what REDCap makes of a comparison: with nothing, only `=` and `<>` can be true."""
    if left == "" or right == "":
        return SIGNS[sign](left, right) if sign in ("=", "<>") else False
    try:
        return SIGNS[sign](float(left), float(right))
    except ValueError:
        return SIGNS[sign](left, right) if sign in ("=", "<>") else False


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[str, Judge]:
    name = draw(st.sampled_from(["c", "k(1)", "k(2)", "y", "n", "t"]))
    texts = {"t": ["", "a", "b"], "n": ["", "1", "2.5", "x"]}.get(name, ["", "0", "1", "2", "9"])
    if name.startswith("k("):
        texts = ["0", "1"]
    text = draw(st.sampled_from(texts))
    signs = ["=", "<>"] if name == "t" or text in ("", "x") else list(SIGNS)
    sign = draw(st.sampled_from(signs))
    return f"[{name}] {sign} '{text}'", lambda answers: redcap_compares(
        as_redcap(answers, name), sign, text
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, Judge]:
    sign = draw(st.sampled_from(list(SIGNS)))
    return f"[n] {sign} [m]", lambda answers: redcap_compares(
        as_redcap(answers, "n"), sign, as_redcap(answers, "m")
    )


def combined(inner: st.SearchStrategy[tuple[str, Judge]]) -> st.SearchStrategy[tuple[str, Judge]]:
    both = st.tuples(inner, inner)
    return (
        both.map(lambda p: (f"({p[0][0]} and {p[1][0]})", lambda a: p[0][1](a) and p[1][1](a)))
        | both.map(lambda p: (f"({p[0][0]} or {p[1][0]})", lambda a: p[0][1](a) or p[1][1](a)))
        | inner.map(lambda p: (f"not({p[0]})", lambda a: not p[1](a)))
    )


expressions = st.recursive(comparisons() | pairs(), combined, max_leaves=8)
numbers = st.sampled_from([0, 1, 2, 2.5, 10])
answers_given = st.fixed_dictionaries(
    {},
    optional={
        "c": st.sampled_from(["1", "2", "10"]),
        "k": st.lists(st.sampled_from(["1", "2"]), min_size=1, max_size=2, unique=True),
        "y": st.booleans(),
        "n": numbers,
        "m": numbers,
        "t": st.sampled_from(["a", "b"]),
    },
)


def ours(source: str, answers: Answers) -> bool:
    """Translate and evaluate; a rule that is refused because it is constant has that value."""
    try:
        rule = translate(source, FORM_NAMES).rule
    except NotCarried as refusal:
        return {"it is always true": True, "it can never be true": False}[str(refusal)]
    if problems := check_rule(rule, SYMBOLS, expected=BOOLEAN):
        raise AssertionError(problems)
    frame = Frame(values={KNOWN[key]["id"]: value for key, value in answers.items()})
    return compile_rule(rule, SYMBOLS)(frame, Context(today="2026-11-22")) is True


class TestMeaning:
    @settings(max_examples=1000, deadline=None)
    @given(expressions, answers_given)
    def test_shows_a_question_whenever_redcap_does(
        self, expression: tuple[str, Judge], answers: Answers
    ) -> None:
        source, judge = expression
        assert ours(source, answers) is judge(answers)
