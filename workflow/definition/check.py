"""Whether a workflow of the right shape makes sense: every name leads somewhere, and every state out of itself or to an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from forms_engine.problems import Problem
from workflow.definition.shape import problem

Document = Mapping[str, Any]
Place = tuple[str | int, ...]
MAY_END = frozenset({"final", "tombstone"})


def sense_problems(document: Document) -> list[Problem]:
    """Return what is wrong with a document whose shape is right."""
    return [
        *_duplicates(document["states"], "states", "state"),
        *_duplicates(document["transitions"], "transitions", "transition"),
        *_duplicates(document.get("actions", ()), "actions", "action"),
        *_unknown_states(document),
        *_unknown_roles(document),
        *_unreachable(document),
        *_dead_ends(document),
        *_tombstones(document),
        *_forms(document),
        *_transitions(document),
    ]


def guards_in(document: Document) -> Iterator[tuple[Place, str]]:
    """Yield the place and the name of every guard that is used."""
    for place, use in _uses(document):
        yield (*place, "name"), use["name"]


def effects_in(document: Document) -> Iterator[tuple[Place, str]]:
    """Yield the place and the name of every effect."""
    for index, transition in enumerate(document["transitions"]):
        for number, name in enumerate(transition.get("effects", ())):
            yield ("transitions", index, "effects", number), name


def _uses(document: Document) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    lists: list[tuple[Place, Sequence[Any]]] = [
        (("create", "guards"), document["create"].get("guards", ()))
    ]
    for index, transition in enumerate(document["transitions"]):
        lists.append((("transitions", index, "guards"), transition.get("guards", ())))
    for place, guards in lists:
        for index, guard in enumerate(guards):
            if "any_of" in guard:
                for number, each in enumerate(guard["any_of"]):
                    yield (*place, index, "any_of", number), each
            else:
                yield (*place, index), guard


def _duplicates(items: Sequence[Any], where: str, noun: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item["key"] in seen:
            words = f"There are two {noun}s with the key “{item['key']}”."
            yield problem("duplicate", words, where, index, "key")
        seen.add(item["key"])


def _unknown_states(document: Document) -> Iterator[Problem]:
    known = {state["key"] for state in document["states"]}
    for place, key in _named_states(document):
        if key not in known:
            yield problem("unknown_state", f"There is no state “{key}”.", *place)


def _named_states(document: Document) -> Iterator[tuple[Place, str]]:
    yield ("initial",), document["initial"]
    for index, transition in enumerate(document["transitions"]):
        yield from _listed(transition["from"], "transitions", index, "from")
        yield ("transitions", index, "to"), transition["to"]
    for index, action in enumerate(document.get("actions", ())):
        yield from _listed(action["states"], "actions", index, "states")


def _unknown_roles(document: Document) -> Iterator[Problem]:
    for place, role in _named_roles(document):
        if role not in document["roles"]:
            yield problem("unknown_role", f"There is no role “{role}”.", *place)


def _named_roles(document: Document) -> Iterator[tuple[Place, str]]:
    yield from _listed(document["create"]["by"], "create", "by")
    for where in ("transitions", "actions"):
        for index, item in enumerate(document.get(where, ())):
            yield from _listed(item["by"], where, index, "by")
    for place, use in _uses(document):
        yield from _listed(use.get("override_by", ()), *place, "override_by")
    for index, state in enumerate(document["states"]):
        yield from _listed(state.get("waits_for", ()), "states", index, "waits_for")
        for number, form in enumerate(state.get("forms", ())):
            for name in ("fills", "reads"):
                yield from _listed(form.get(name, ()), "states", index, "forms", number, name)


def _listed(names: Iterable[str], *place: str | int) -> Iterator[tuple[Place, str]]:
    for index, name in enumerate(names):
        yield (*place, index), name


def _unreachable(document: Document) -> Iterator[Problem]:
    reached, ahead = set(), [document["initial"]]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += [each["to"] for each in document["transitions"] if here in each["from"]]
    for index, state in enumerate(document["states"]):
        if state["key"] not in reached:
            words = f"No way leads to the state “{state['key']}”."
            yield problem("unreachable", words, "states", index)


def _dead_ends(document: Document) -> Iterator[Problem]:
    left = {
        key
        for each in document["transitions"]
        for key in each["from"]
        if each["to"] != key  # going round in a circle leads nowhere
    }
    for index, state in enumerate(document["states"]):
        if state["key"] not in left and state["kind"] not in MAY_END:
            words = f"No way leads out of the state “{state['key']}”, and it is not final."
            yield problem("dead_end", words, "states", index)


def _tombstones(document: Document) -> Iterator[Problem]:
    """Refuse ways out of a state whose content is gone."""
    erased = {state["key"] for state in document["states"] if state["kind"] == "tombstone"}
    for index, transition in enumerate(document["transitions"]):
        for number, key in enumerate(transition["from"]):
            if key in erased:
                words = f"Nothing leads out of the state “{key}”: its content is gone."
                yield problem("tombstone", words, "transitions", index, "from", number)


def _forms(document: Document) -> Iterator[Problem]:
    """Refuse a purpose that stands twice in a state: it would be unclear who fills its form."""
    for index, state in enumerate(document["states"]):
        seen: set[str] = set()
        for number, form in enumerate(state.get("forms", ())):
            if form["purpose"] in seen:
                words = f"The state “{state['key']}” has two forms for “{form['purpose']}”."
                yield problem("duplicate", words, "states", index, "forms", number, "purpose")
            seen.add(form["purpose"])


def _transitions(document: Document) -> Iterator[Problem]:
    for index, transition in enumerate(document["transitions"]):
        codes = [each["code"] for each in transition.get("reason_codes", ())]
        if codes and not transition.get("needs_reason", False):
            words = "There are reasons to choose from, but no reason is needed."
            yield problem("reason_not_needed", words, "transitions", index, "reason_codes")
        if len(set(codes)) != len(codes):
            words = "Two reasons have the same code."
            yield problem("duplicate", words, "transitions", index, "reason_codes")
        if not transition["by"] and transition.get("automatic_after_days") is None:
            words = f"Nobody can take the transition “{transition['key']}”."
            yield problem("nobody", words, "transitions", index, "by")
