"""What the page of one panel shows to one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cpms.panels.models import (
    DataRequest,
    Outcome,
    Panel,
    PanelMember,
    PanelRecord,
    Signature,
)
from cpms.panels.permissions import roles_in
from cpms.panels.queries.forms import record_name
from cpms.panels.queries.outcomes import current_outcome, places_of, text_of, valid_signatures
from cpms.panels.queries.past import PastStep, past_steps
from cpms.panels.queries.waiting import Waiting, waiting_of
from datasets.circumstances import form_context
from datasets.operations.records import submission_errors
from datasets.reading import detail_context
from workflow.queries import Choice, choices, forms_now, why_not_act

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User

# Transitions that ask for more than a reason: what stands in their way is answered in their form.
ASKING = frozenset({"route_to_network", "erase_content"})
PATH = ("open", "panel_selection", "assessment", "sign_off", "closed", "archived")
GATHERING = frozenset({"open", "panel_selection", "assessment"})
MAIN_DIRECTION = "forward"


@dataclass(frozen=True, kw_only=True)
class FormOfPanel:
    """A filled form of the panel: its answers as shown, and how much is open in it."""

    place: PanelRecord
    name: str
    pages: Sequence[dict[str, Any]]
    open_count: int
    may_edit: bool

    @property
    def url(self) -> str:
        """Where filling it goes on: at its first page that has something open, else at its first."""
        sections = [page["section"] for page in self.pages]
        return str(next((s.url for s in sections if s.missing), sections[0].url))

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has saved anything in it."""
        return not self.place.record.sections


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody in the panel, with where they work; `may_end`: the reader may end their part or take the invitation back."""

    member: PanelMember
    place: str
    may_end: bool


@dataclass(frozen=True, kw_only=True)
class FrozenOutcome:
    """An outcome that was closed, with its answers as they were handed in."""

    outcome: Outcome
    form: FormOfPanel | None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A transition as the page offers it: `is_mine` by the reader's role, `can_try` when its form can be opened."""

    choice: Choice
    is_mine: bool
    can_try: bool


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """A state on the panel's way: done, current or ahead."""

    key: str
    label: str
    position: str


@dataclass(frozen=True, kw_only=True)
class PanelPage:
    """Everything at once. `roles` are the reader's in the panel; `acts` holds why they may not do something, None if they may.

    `next` is the way forward, whoever may go it; `others` are the ways that the reader's roles open. `members` take part or are
    asked to, `former` did or were.
    """

    panel: Panel
    roles: frozenset[str]
    path: Sequence[PathStep]
    waiting: Waiting
    next: Offer | None
    others: Sequence[Offer]
    acts: dict[str, str | None]
    members: Sequence[Seat]
    former: Sequence[Seat]
    case_forms: Sequence[FormOfPanel]
    contributions: Sequence[FormOfPanel]
    may_contribute: bool
    has_contributed: bool
    own_draft: FormOfPanel | None
    outcome: FormOfPanel | None
    may_write_outcome: bool
    outcome_text: str
    signatures: Sequence[Signature]
    has_signed: bool
    outcomes: Sequence[FrozenOutcome]
    requests: Sequence[DataRequest]
    attachments: Sequence[Any]
    may_attach: bool
    steps: Sequence[PastStep]

    @property
    def is_gathering(self) -> bool:
        """Whether the panel stands where people can still come in."""
        return self.panel.state in GATHERING

    @property
    def lead(self) -> PanelMember | None:
        """Who leads."""
        found = (seat.member for seat in self.members if seat.member.role == PanelMember.Role.LEAD)
        return next(found, None)


def panel_page(panel: Panel, user: User, *, now: datetime) -> PanelPage:
    """Return what the page of a panel that is open to the person in full shows."""
    roles = roles_in(panel, user, now=now)
    offers = offers_in(panel, user, roles, now=now)
    ahead = next((o for o in offers if o.choice.transition.direction == MAIN_DIRECTION), None)
    fills = {use.purpose for use in forms_now(panel.instance) if use.fills & roles}
    forms = _forms(panel, user, fills, now)
    of = {purpose: [f for f in forms if f.place.form.purpose == purpose] for purpose in PURPOSES}
    own = next((f for f in of["contribution"] if f.place.person_id == user.pk), None)
    outcome, past = current_outcome(panel), past_steps(panel)
    signatures = valid_signatures(panel, now=now)
    acts = {
        action.key: why_not_act(instance=panel.instance, action=action.key, roles=roles)
        for action in panel.instance.definition.actions
    }
    seats = _seats(panel, may_end=acts["invite"] is None)
    return PanelPage(
        panel=panel,
        roles=roles,
        path=_path(panel, past),
        waiting=waiting_of([panel], now=now)[panel.pk],
        next=ahead,
        others=[offer for offer in offers if offer.is_mine and offer is not ahead],
        acts=acts,
        members=[seat for seat in seats if seat.member.state in PanelMember.CURRENT],
        former=[seat for seat in seats if seat.member.state not in PanelMember.CURRENT],
        case_forms=of["case"],
        contributions=[form for form in of["contribution"] if not form.place.record.is_draft],
        may_contribute="contribution" in fills,
        has_contributed=own is not None and not own.place.record.is_draft,
        own_draft=own if own is not None and own.place.record.is_draft else None,
        outcome=next((f for f in of["outcome"] if outcome and f.place.pk == outcome.pk), None),
        may_write_outcome="outcome" in fills,
        outcome_text=text_of(outcome, now=now) if outcome else "",
        signatures=signatures,
        has_signed=any(signature.person_id == user.pk for signature in signatures),
        outcomes=_frozen(panel, of["outcome"]),
        requests=list(DataRequest.objects.filter(panel=panel).select_related("by", "answered_by")),
        attachments=list(panel.case.attachments.select_related("by")),
        may_attach="case" in fills,
        steps=past,
    )


def _seats(panel: Panel, *, may_end: bool) -> list[Seat]:
    """Return everybody who takes part, is asked to or was; the lead first."""
    found = list(PanelMember.objects.filter(panel=panel).select_related("user", "invited_by"))
    places, lead = places_of([member.user_id for member in found]), PanelMember.Role.LEAD
    seats = [
        Seat(
            member=member,
            place=places.get(member.user_id, ""),
            may_end=may_end and member.state in PanelMember.CURRENT and member.role != lead,
        )
        for member in found
    ]
    return sorted(seats, key=lambda seat: seat.member.role != lead)


def _frozen(panel: Panel, forms: Sequence[FormOfPanel]) -> list[FrozenOutcome]:
    """Return the outcomes of closed rounds, newest first."""
    by_number = {form.place.number: form for form in forms}
    found = Outcome.objects.filter(panel=panel).defer("document").select_related("by")
    return [
        FrozenOutcome(outcome=outcome, form=by_number.get(outcome.number))
        for outcome in found.order_by("-number")
    ]


PURPOSES = ("case", "contribution", "outcome")


def offers_in(panel: Panel, user: User, roles: frozenset[str], *, now: datetime) -> list[Offer]:
    """Return every transition out of the panel's state, as the page offers it to the person."""
    found = choices(instance=panel.instance, roles=roles, subject=panel, by=user, now=now)
    return [
        Offer(
            choice=choice,
            is_mine=bool(choice.transition.roles & roles),
            can_try=bool(choice.transition.roles & roles)
            and (
                choice.allowed
                or choice.may_override
                or bool(ASKING & set(choice.transition.effects))
            ),
        )
        for choice in found
    ]


def _path(panel: Panel, past: Sequence[PastStep]) -> list[PathStep]:
    """Return the states that the panel has come through, its own, and those ahead; an aborted one has none ahead."""
    definition, state = panel.instance.definition, panel.state
    here = PATH.index(state) if state in PATH else len(PATH)
    reached = {each.step.to_state for each in past}
    found = [(key, "done") for key in PATH[:here] if key in reached]
    found += [(state, "current"), *((key, "ahead") for key in PATH[here + 1 :])]
    return [
        PathStep(key=key, label=definition.state(key).label, position=position)
        for key, position in found
    ]


def _forms(panel: Panel, user: User, fills: set[str], now: datetime) -> list[FormOfPanel]:
    """Return the forms that were begun; of others' assessments those that were handed in."""
    found = (
        PanelRecord.objects.filter(form__panel=panel)
        .select_related(
            "form__version", "person", "record__version", "record__submission", "record__updated_by"
        )
        .order_by("form", "number", "pk")
    )
    return [
        _form(place, may_fill=place.form.purpose in fills, user=user, now=now)
        for place in found
        if place.person_id in (None, user.pk) or not place.record.is_draft
    ]


def _form(place: PanelRecord, *, may_fill: bool, user: User, now: datetime) -> FormOfPanel:
    record = place.record
    context = form_context(record, now)
    open_count = len(submission_errors(record, context)) if record.is_draft else 0
    return FormOfPanel(
        place=place,
        name=record_name(place),
        pages=detail_context(record, context)["pages"],
        open_count=open_count,
        may_edit=may_fill and record.is_draft and place.person_id in (None, user.pk),
    )
