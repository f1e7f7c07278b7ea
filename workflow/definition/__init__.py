"""What a workflow says: states, transitions with their guards, who does what, forms of each step. Runs without Django."""

from workflow.definition.reading import DefinitionRefused, read_definition
from workflow.definition.tree import (
    Action,
    AnyOf,
    Definition,
    Direction,
    FormUse,
    GuardUse,
    Kind,
    State,
    Transition,
    UnknownKey,
    uses_of,
)

__all__ = [
    "Action",
    "AnyOf",
    "Definition",
    "DefinitionRefused",
    "Direction",
    "FormUse",
    "GuardUse",
    "Kind",
    "State",
    "Transition",
    "UnknownKey",
    "read_definition",
    "uses_of",
]
