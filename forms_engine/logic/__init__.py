"""Rules: typed JSON trees that give the same result on the server and in the browser."""

from forms_engine.logic import operators
from forms_engine.logic.check import RuleProblem, check_rule
from forms_engine.logic.compile import compile_rule
from forms_engine.logic.frame import Context, Frame
from forms_engine.logic.operator import OPERATORS, Evaluate, Operator
from forms_engine.logic.order import Cycle, evaluation_order
from forms_engine.logic.sentence import sentence
from forms_engine.logic.symbols import OptionSymbol, Symbol, Symbols
from forms_engine.logic.tree import RuleRefused, option_references, references
from forms_engine.logic.types import (
    BOOLEAN,
    CODED,
    DATE,
    DATETIME,
    DURATION,
    FILE,
    NUMBER,
    TEXT,
    Type,
    list_of,
    type_named,
)
from forms_engine.logic.values import Value, as_answer

OPERATORS.discover(operators)

__all__ = [
    "BOOLEAN",
    "CODED",
    "DATE",
    "DATETIME",
    "DURATION",
    "FILE",
    "NUMBER",
    "OPERATORS",
    "TEXT",
    "Context",
    "Cycle",
    "Evaluate",
    "Frame",
    "Operator",
    "OptionSymbol",
    "RuleProblem",
    "RuleRefused",
    "Symbol",
    "Symbols",
    "Type",
    "Value",
    "as_answer",
    "check_rule",
    "compile_rule",
    "evaluation_order",
    "list_of",
    "option_references",
    "references",
    "sentence",
    "type_named",
]
