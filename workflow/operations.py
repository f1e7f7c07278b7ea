"""Publishing a workflow, starting along it, and taking a step.

The engine does not know who is who: the caller has found the instance through `visible_to` and says which roles the person has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from datasets.acts import Act, record
from forms_engine.definition.canonical import content_hash
from forms_engine.registry import Registry, UnknownName
from workflow.definition import DefinitionRefused, UnknownKey, read_definition
from workflow.definition.check import effects_in, guards_in
from workflow.definition.shape import problem
from workflow.effects import Moved, effects
from workflow.guards import Situation, guards
from workflow.models import Instance, Step, WorkflowVersion
from workflow.permissions import guarded, obstacles, why_not_reason, why_not_role
from workflow.tasks import schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from forms_engine.problems import Problem
    from workflow.definition import Transition

    Place = tuple[str | int, ...]


class TransitionRefused(Exception):
    """The transition cannot be taken; `refusals` says everything that stands in the way, in words."""

    def __init__(self, refusals: Iterable[str]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(self.refusals))


class MovedMeanwhile(Exception):
    """Somebody else was faster: what the person saw is no longer so. `step` is the newest step."""

    def __init__(self, step: int) -> None:
        self.step = step
        super().__init__(
            _("This was moved in the meantime. Look at how it stands now, then decide again.")
        )


@transaction.atomic
def publish_workflow(
    *, document: Mapping[str, Any], by: Any | None, now: datetime
) -> WorkflowVersion:
    """Keep a document as the next version of its key; the same document again makes no new one.

    Returns the version in force. Whether the person may publish is for the caller to ask; without `by` it is the command line.
    Raise `DefinitionRefused` when the document is no workflow, or names a guard or an effect that there is not.
    """
    definition = read_definition(document)
    if unknown := [*_unknown_names(document)]:
        raise DefinitionRefused(unknown)
    _lock_key(definition.key)
    latest = WorkflowVersion.objects.newest(definition.key)
    digest = content_hash(document)
    if latest is not None and latest.sha256 == digest:
        return latest
    version = WorkflowVersion.objects.create(
        key=definition.key,
        number=latest.number + 1 if latest else 1,
        document=document,
        sha256=digest,
        published_at=now,
        published_by=by,
    )
    record(
        Act(
            name="publish_workflow",
            by=by.pk if by else None,
            subject_type="workflow_version",
            subject_id=str(version.pk),
            now=now,
            details={"key": version.key, "number": version.number},
        )
    )
    return version


@transaction.atomic
def start(
    *,
    version: WorkflowVersion,
    scope: UUID,
    roles: frozenset[str],
    subject: Any,
    by: Any,
    now: datetime,
    values: Mapping[str, Any] | None = None,
) -> Instance:
    """Begin at the initial state. Raise `TransitionRefused` without the role, or when a guard of the beginning refuses."""
    definition = version.definition
    situation = Situation(
        instance=None, subject=subject, by=by, roles=roles, now=now, values=values or {}
    )
    role = why_not_role(definition.roles, definition.create_roles, roles)
    refusals = [each.words for each in guarded(definition.create_guards, situation)]
    if role or refusals:
        raise TransitionRefused([*([role] if role else []), *refusals])
    instance = Instance.objects.create(
        version=version,
        scope=scope,
        state=definition.initial,
        step=1,
        entered_at=now,
        created_at=now,
    )
    step = Step.objects.create(
        instance=instance,
        number=1,
        transition=Step.CREATE,
        to_state=instance.state,
        by=by,
        roles=sorted(roles),
        at=now,
    )
    schedule(instance)
    _record("start_workflow", instance, step)
    return instance


@transaction.atomic
def move(
    *,
    instance_id: UUID,
    transition: str,
    step: int,
    roles: frozenset[str],
    subject: Any,
    by: Any | None,
    now: datetime,
    reason: str = "",
    reason_code: str = "",
    values: Mapping[str, Any] | None = None,
    override: bool = False,
) -> Step:
    """Take a transition from the step that the person saw, and return the new step. Without `by` it is the timer.

    With `override` the person goes past the guards that their role may go past; that takes a reason in words. Raise
    `Instance.DoesNotExist`, `MovedMeanwhile` when there is a newer step, `TransitionRefused` with everything in the way.
    """
    instance = _locked(instance_id, step)
    way = _way_out(instance, transition)
    situation = Situation(
        instance=instance,
        subject=subject,
        by=by,
        roles=roles,
        now=now,
        reason=reason.strip(),
        reason_code=reason_code,
        values=values or {},
    )
    overridden = _refuse(instance, way, situation, override=override)
    taken = _step(instance, way, situation, overridden)
    for name in way.effects:
        effects.get(name).apply(Moved(situation=situation, transition=way, step=taken))
    schedule(instance)
    _record("move_workflow", instance, taken)
    return taken


def _unknown_names(document: Mapping[str, Any]) -> Iterator[Problem]:
    named: tuple[tuple[Registry[Any], Iterator[tuple[Place, str]]], ...] = (
        (guards, guards_in(document)),
        (effects, effects_in(document)),
    )
    for registry, places in named:
        for place, name in places:
            try:
                registry.get(name)
            except UnknownName as unknown:
                yield problem("unknown_name", str(unknown), *place)


def _lock_key(key: str) -> None:
    """Let those who publish the same workflow wait for each other; there may be no row yet to wait at."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"workflow {key}"])


def _locked(instance_id: UUID, step: int) -> Instance:
    found = Instance.objects.select_for_update(of=("self",)).select_related("version")
    instance = found.get(pk=instance_id)
    if instance.step != step:
        raise MovedMeanwhile(instance.step)
    return instance


def _way_out(instance: Instance, transition: str) -> Transition:
    """Return the transition, if it leads out of where the instance stands."""
    try:
        way = instance.definition.transition(transition)
    except UnknownKey:
        way = None
    if way is None or instance.state not in way.from_states:
        label = instance.current_state.label
        raise TransitionRefused(
            [_("This cannot be done in the state “%(state)s”.") % {"state": label}]
        )
    return way


def _refuse(
    instance: Instance, way: Transition, situation: Situation, *, override: bool
) -> list[str]:
    """Raise `TransitionRefused` with all that stands in the way; return the names of the guards that are gone past."""
    found = obstacles(instance.definition, way, situation)
    person = situation.by is not None
    passed = [each for each in found if override and person and each.may_override]
    refusals = [each.words for each in found if each not in passed]
    if words := why_not_reason(way, situation):
        refusals.append(words)
    if passed and not situation.reason:
        refusals.append(_("Going on all the same takes a reason in words."))
    if refusals:
        raise TransitionRefused(dict.fromkeys(refusals))
    return [each.guard for each in passed]


def _step(instance: Instance, way: Transition, situation: Situation, overridden: list[str]) -> Step:
    before = instance.state
    instance.state, instance.entered_at = way.to_state, situation.now
    instance.step += 1
    instance.save(update_fields=["state", "entered_at", "step"])
    return Step.objects.create(
        instance=instance,
        number=instance.step,
        transition=way.key,
        from_state=before,
        to_state=way.to_state,
        by=situation.by,
        roles=sorted(situation.roles),
        at=situation.now,
        reason=situation.reason,
        reason_code=situation.reason_code,
        overridden=overridden,
    )


def _record(name: str, instance: Instance, step: Step) -> None:
    record(
        Act(
            name=name,
            by=step.by_id,
            subject_type="workflow_instance",
            subject_id=str(instance.pk),
            now=step.at,
            scope=instance.scope,
            details={
                "step": step.number,
                "transition": step.transition,
                "to": step.to_state,
                "overridden": len(step.overridden),
            },
        )
    )
