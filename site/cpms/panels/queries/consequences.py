"""What will happen when a panel is moved, said before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from workflow.definition import Transition

ENDS = frozenset({"aborted", "deleted"})
OF_STATES: Mapping[str, Any] = {
    "open": _("The network’s desk looks at the request again and names a panel lead."),
    "panel_selection": _("The panel lead chooses experts and invites them."),
    "assessment": _(
        "Everybody who takes part can write an assessment; the lead writes the outcome."
    ),
    "sign_off": _(
        "Everybody who takes part is asked to sign the outcome. The case and the assessments can no longer be changed."
    ),
    "closed": _("The requesting clinicians read the outcome. The discussion stays open."),
    "archived": _("The panel can only be read. The experts no longer see the case."),
    "aborted": _("Nobody goes on with the panel. The experts no longer see the case."),
}
OF_EFFECTS: Mapping[str, Any] = {
    "route_to_network": _(
        "The desk of the other network takes over. The panel keeps its number and counts in both networks; who was"
        " named to lead it steps down."
    ),
    "freeze_outcome": _(
        "The outcome is kept as it is, with its signatures, as a PDF. Nobody can change it any more."
    ),
    "void_signatures": _(
        "Signatures that were given are kept and count no more: the new text is signed anew."
    ),
    "erase_content": _(
        "The question and the answers are taken out, and nobody finds the panel any more. Its number and dates stay,"
        " and the files with the patient’s care team."
    ),
}
A_SECOND_OUTCOME = _("A second outcome begins with the words of the first. The first one stays.")
CANNOT_BE_UNDONE = _("This cannot be undone.")


def consequences(transition: Transition) -> list[str]:
    """Return what a transition does, in sentences; a state that a network has added itself says nothing."""
    found = [OF_EFFECTS[name] for name in transition.effects if name in OF_EFFECTS]
    if transition.to_state in OF_STATES and "route_to_network" not in transition.effects:
        found.append(OF_STATES[transition.to_state])
    if "closed" in transition.from_states and transition.to_state == "assessment":
        found.append(A_SECOND_OUTCOME)
    if transition.to_state == "deleted":
        found.append(CANNOT_BE_UNDONE)
    return [str(words) for words in found]


def is_an_end(transition: Transition) -> bool:
    """Tell whether it ends the panel before it has come to an outcome."""
    return transition.to_state in ENDS
