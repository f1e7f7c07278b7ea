"""Filling a site with the demo's content."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, ClassVar
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils.timezone import localdate
from wagtail.models import Page

from cpms.accounts.models import User
from cpms.audit.models import AuditRow
from cpms.communication.models import Message
from cpms.demo import content
from cpms.demo.operations import DemoLoaded, DemoRefused, load_demo, refuse_other_profiles
from cpms.demo.queries import accounts
from cpms.networks.models import Centre
from cpms.panels.models import (
    DataRequest,
    Outcome,
    Panel,
    PanelMember,
    PanelNetwork,
    PanelRecord,
    Signature,
)
from cpms.panels.operations.workflows import shipped_workflow
from cpms.panels.queries.forms import open_answers
from cpms.panels.queries.outcomes import unsigned_members
from cpms.panels.queries.work import tasks_for
from cpms.patients.identity.models import PatientIdentity
from cpms.patients.models import Attachment, Consent, Patient
from cpms.patients.queries import consents_due
from datasets.circumstances import form_context
from datasets.models import Concept, FormVersion, Record, Revision, Submission, Upload
from datasets.operations.records import submission_errors
from forms_engine.compile import is_direct
from forms_engine.definition.tree import walk
from workflow.models import Step

NOW = datetime.now(UTC)  # who sees a case is asked of the database, with its clock
COUNTED = (
    User,
    Centre,
    Page,
    FormVersion,
    Record,
    Revision,
    Submission,
    Upload,
    Concept,
    Patient,
    PatientIdentity,
    Consent,
    Panel,
    PanelMember,
    Step,
    Message,
    AuditRow,
)


SOMETHING = (
    "block-panel_work",
    "block-your_panels",
    "block-without_coordinator",
    "block-your_role",
    "Make forms and send them to review",
)
BUSY = (
    "eye-clinician",
    "eye-clinician-2",
    "eye-clinician-3",
    "eye-coordinator",
    "eye-dispatcher",
    "rnd-clinician",
    "rnd-clinician-3",
    "rnd-coordinator",
    "rnd-dispatcher",
    "paedcan-clinician",
    "paedcan-clinician-2",
    "paedcan-coordinator",
    "metabern-clinician",
    "metabern-clinician-2",
    "metabern-coordinator",
)


def story(key: str) -> content.Panel:
    return next(panel for panel in content.panels() if panel.key == key)


def content_count(username: str) -> int:
    return sum(username in (each.by, *each.care_team) for each in content.patients())


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


class TestLoadDemo(TestCase):
    """On a site that was filled once."""

    databases = {"default", "identity"}
    folder: ClassVar[tempfile.TemporaryDirectory[str]]
    loaded: ClassVar[DemoLoaded]

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.enterClassContext(override_settings(UPLOAD_ROOT=cls.folder.name))
        cls.addClassCleanup(cls.folder.cleanup)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_reference", verbosity=0)
        cls.loaded = load_demo(now=NOW)

    def test_adds_people_forms_records_pages_patients_and_panels(self) -> None:
        assert (self.loaded.people, self.loaded.forms, self.loaded.records) == (26, 14, 12)
        assert (self.loaded.pages, self.loaded.patients, self.loaded.panels) == (14, 13, 10)
        assert self.loaded.concepts == Concept.objects.count()

    def test_changes_nothing_the_second_time(self) -> None:
        before = counts()
        again = load_demo(now=NOW + timedelta(days=1))
        assert again == DemoLoaded(
            concepts=0, people=0, forms=0, records=0, pages=0, patients=0, panels=0
        )
        assert counts() == before

    def test_asks_little_the_second_time(self) -> None:
        with self.assertNumQueries(28):
            load_demo(now=NOW)

    def test_leaves_an_edited_form_alone(self) -> None:
        page = Page.objects.get(slug="consultation", url_path__contains="ern-eye").specific
        page.title = "Our own title"
        page.save_revision().publish()
        load_demo(now=NOW)
        assert Page.objects.get(pk=page.pk).title == "Our own title"

    def test_does_not_give_a_role_back_that_was_ended(self) -> None:
        membership = User.objects.get(username="eye-clinician-2").memberships.get()
        membership.until_date = membership.from_date
        membership.save()
        load_demo(now=NOW)
        assert User.objects.get(username="eye-clinician-2").memberships.count() == 1

    def test_publishes_one_version_of_each_form_with_the_coordinators_right(self) -> None:
        versions = FormVersion.objects.select_related("page", "published_by")
        assert len(versions) == 14
        for version in versions:
            page = version.page.specific
            assert version.number == 1
            assert page.live
            assert page.latest_revision_id == page.live_revision_id
            assert version.definition == page.definition
            assert version.published_by is not None
            assert not version.published_by.is_superuser
            assert page.permissions_for_user(version.published_by).can_publish()

    def test_shows_every_state_in_each_network(self) -> None:
        for network in content.NETWORKS:
            if network.cases is None:
                continue
            states = {case.state for case in content.cases(network)}
            assert states == {"empty", "half_filled", "ready", "submitted"}

    def test_makes_records_that_fit_their_state(self) -> None:
        for record, case in self.records_with_cases():
            with self.subTest(case.form, state=case.state):
                codes = {each.code for each in submission_errors(record, form_context(record, NOW))}
                assert (record.state == Record.State.SUBMITTED) == (case.state == "submitted")
                assert Submission.objects.filter(record=record).exists() == (
                    case.state == "submitted"
                )
                if case.state == "empty":
                    assert record.answers == {}
                elif case.state == "half_filled":
                    assert codes == {"required"}
                elif case.state == "ready":
                    assert codes == set()
                assert bool(record.answers) == (case.state != "empty")

    def test_saves_pages_one_by_one_and_in_the_past(self) -> None:
        for record, case in self.records_with_cases():
            published_at = record.version.published_at
            times = [revision.at for revision in record.revisions.order_by("at")]
            assert published_at < record.created_at <= record.updated_at <= NOW
            assert len(set(times)) == len(times)
            assert len(times) >= (3 if case.state in ("ready", "submitted") else 0)

    def test_stores_no_answer_that_identifies(self) -> None:
        compared = 0
        for record in Record.objects.select_related("version"):
            direct = {
                place.element["key"]
                for place in walk(record.version.definition)
                if place.kind == "field" and is_direct(place.element)
            }
            for revision in record.revisions.all():
                assert not direct & {path.split("/")[1] for path in revision.changes}
                compared += 1
            assert not direct & record.answers.keys()
        assert compared > 60

    def test_names_terms_as_the_terminology_does(self) -> None:
        labels = {(each.system, each.code): each.label for each in Concept.objects.all()}
        terms = [term for record in Record.objects.all() for term in _terms(record.answers)]
        assert len(terms) > 40
        for term in terms:
            assert labels[term["system"], term["code"]] == term["label"]

    def test_keeps_the_files_of_cases(self) -> None:
        assert sorted(Upload.objects.values_list("name", flat=True)) == [
            "mri-report.txt",
            "oct-report.txt",
        ]
        assert Attachment.objects.count() == 6

    def test_shows_panels_in_every_state(self) -> None:
        states = Panel.objects.values_list("instance__state", flat=True)
        workflow = shipped_workflow()
        told = {state["key"] for state in workflow["states"]} - {"deleted"}
        assert set(states) == told
        assert {panel.network.key for panel in Panel.objects.select_related("network")} == {
            network.key for network in content.NETWORKS
        }

    def test_numbers_panels_in_the_order_in_which_they_were_opened(self) -> None:
        for network in content.NETWORKS:
            first = [
                each.panel.number
                for each in PanelNetwork.objects.filter(network__key=network.key)
                .select_related("panel")
                .order_by("at")
                if each.at == each.panel.created_at
            ]
            assert first == sorted(first)

    def test_tells_everything_as_of_a_day_before_today(self) -> None:
        for moments in (
            Step.objects.values_list("at", flat=True),
            PanelMember.objects.values_list("invited_at", flat=True),
            Message.objects.values_list("at", flat=True),
            Signature.objects.values_list("at", flat=True),
        ):
            assert moments
            assert all(localdate(moment) < localdate(NOW) for moment in moments)

    def test_leaves_open_what_people_are_to_do(self) -> None:
        assert PanelMember.objects.pending(NOW).count() == 3
        assert DataRequest.objects.filter(answered_at__isnull=True).count() == 1
        signing = Panel.objects.in_states("sign_off").get()
        assert [str(each.user) for each in unsigned_members(signing, now=NOW)] == ["Dr A. Sequeira"]
        assert Panel.objects.in_states("open").filter(priority="urgent").count() == 1
        back = Step.objects.filter(transition="back_to_selection").get()
        assert back.reason

    def test_counts_a_forwarded_panel_in_both_networks(self) -> None:
        panel = Panel.objects.get(pk=story("cross-ern-assessment").id)
        assert {each.network.key for each in panel.networks.select_related("network")} == {
            "MetabERN",
            "ERN-RND",
        }
        guest = panel.members.get(role=PanelMember.Role.GUEST)
        assert not guest.user.memberships.filter(network=panel.network).exists()

    def test_closes_with_a_document(self) -> None:
        for outcome in Outcome.objects.all():
            assert bytes(outcome.document).startswith(b"%PDF")
        assert Outcome.objects.count() == 2

    def test_makes_panels_with_nothing_open_in_finished_forms(self) -> None:
        for panel in Panel.objects.in_states("sign_off", "closed", "archived"):
            assert open_answers(panel, "case", now=NOW) == 0
            assert not PanelRecord.objects.filter(
                form__panel=panel, form__purpose="contribution", record__state=Record.State.DRAFT
            ).exists()

    def test_has_consents_that_end_soon(self) -> None:
        due = consents_due(User.objects.get(username="eye-clinician"), localdate(NOW))
        assert due
        assert len(due) < content_count("eye-clinician")

    def test_gives_every_account_something_on_its_start_page(self) -> None:
        for person in content.people():
            with self.subTest(person.username):
                self.client.force_login(User.objects.get(username=person.username))
                page = self.client.get("/").content.decode()
                assert [sign for sign in SOMETHING if sign in page]

    def test_gives_experts_and_desks_something_to_do(self) -> None:
        for username in BUSY:
            user = User.objects.get(username=username)
            assert tasks_for(user, now=NOW), username

    def test_lets_people_in_without_a_password_only(self) -> None:
        assert {account["username"] for account in accounts()} == {
            person.username for person in content.people()
        }
        for user in User.objects.exclude(demo_note=""):
            assert not user.has_usable_password()

    def test_lists_accounts_with_role_and_network(self) -> None:
        with self.assertNumQueries(2):
            found = accounts()
        assert found[-1] == {
            "username": "platform-administrator",
            "name": "K. Maes",
            "role": "Platform administrator",
            "network": "",
        }
        assert {
            "username": "rnd-clinician",
            "name": "Dr C. Ferri",
            "role": "Health professional",
            "network": "ERN-RND",
        } in found

    def test_tells_the_accounts_on_the_command_line(self) -> None:
        out = StringIO()
        call_command("load_demo", stdout=out)
        assert "0 records" in out.getvalue()
        assert "eye-clinician-2" in out.getvalue()

    def records_with_cases(self) -> list[tuple[Record, content.Case]]:
        found = []
        for network in content.NETWORKS:
            begun: dict[str, int] = {}
            for case in content.cases(network):
                begun[case.form] = begun.get(case.form, 0) + 1
                record = Record.objects.select_related("version__page").get(
                    version__page__slug=case.form,
                    version__page__url_path__contains=f"/{network.key.lower()}/",
                    number=begun[case.form],
                )
                found.append((record, case))
        assert len(found) == 12
        return found


def _terms(value: Any) -> list[dict[str, str]]:
    if isinstance(value, dict):
        if {"system", "code", "label"} <= value.keys():
            return [value]
        return [term for item in value.values() for term in _terms(item)]
    if isinstance(value, list):
        return [term for item in value for term in _terms(item)]
    return []


@pytest.mark.django_db
class TestRefusal:
    def test_refuses_a_site_that_is_in_use(self, settings: Any) -> None:
        settings.PROFILE = "production"
        with pytest.raises(DemoRefused, match="production"):
            refuse_other_profiles()

    def test_refuses_a_database_that_is_in_use(self) -> None:
        with (
            mock.patch("cpms.demo.operations.loading.profile_of", return_value="production"),
            pytest.raises(CommandError, match="database with the profile production"),
        ):
            call_command("load_demo", verbosity=0)
        assert not User.objects.exists()
