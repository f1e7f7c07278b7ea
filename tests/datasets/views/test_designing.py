"""What the designer and the import ask of the server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from datasets.acts import Act
from datasets.models import DatasetPage, FormVersion
from tests.datasets.conftest import client_of
from tests.factories.cast import NetworkCast, definition
from tests.factories.forms import PATIENT, everything, save, started
from tests.forms_engine.interchange.redcap.dictionary import dictionary, question

CHECK = "/definitions/check/"


@pytest.fixture
def designer(network: NetworkCast) -> Client:
    return client_of(network.designer)


def check(client: Client, body: Any, **query: Any) -> Any:
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(CHECK, content, content_type="application/json", query_params=query)


class TestCheckDefinition:
    """Problems, rules in words, and how many records use a question."""

    def test_of_a_good_form_finds_nothing_but_terms_to_load(self, designer: Client) -> None:
        answer = check(designer, everything())
        assert answer.status_code == 200
        assert [problem["code"] for problem in answer.json()["problems"]] == ["no_terms"]

    def test_names_each_problem_with_its_place(self, designer: Client) -> None:
        broken = definition("Broken")
        del broken["elements"][0]["elements"][0]["privacy"]
        (problem,) = check(designer, broken).json()["problems"]
        assert problem == {
            "severity": "error",
            "code": "privacy_missing",
            "path": "/elements/0/elements/0/privacy",
            "element_id": "aaaaaaa1",
            "words": "Say whether “Reason” can identify the patient.",
        }

    def test_says_rules_in_words(self, designer: Client) -> None:
        sentences = check(designer, everything()).json()["sentences"]
        assert "Familial" in sentences["family01"]["relevant"]

    def test_counts_the_records_that_answered(self, network: NetworkCast, designer: Client) -> None:
        record = started(network)
        save(record, PATIENT, {"reasonaa": "A", "severity": "mild"}, by=network.clinician)
        usage = check(designer, everything(), page=record.version.page_id).json()["usage"]
        assert usage == {"reasonaa": 1, "severity": 1}

    @pytest.mark.parametrize(
        "body",
        ["", "{", b"\xff\xfe", "[" * 100_000, "9" * 5000, '{"a": ' * 100_000],
        ids=["nothing", "half", "bytes", "deep list", "long number", "deep object"],
    )
    def test_says_that_it_is_no_json(self, designer: Client, body: Any) -> None:
        answer = check(designer, body)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("This is not JSON")

    @pytest.mark.parametrize(
        "body",
        [[], 7, "words", None, {}, {"format": "cpms-form/1"}, {"elements": 7}, {"elements": [7]}],
    )
    def test_names_the_shape_of_what_is_no_definition(self, designer: Client, body: Any) -> None:
        answer = check(designer, json.dumps(body))
        assert answer.status_code == 200
        assert answer.json()["problems"]

    def test_of_a_form_that_nests_too_deep_says_so(self, designer: Client) -> None:
        deep = everything()
        inner: dict[str, Any] = deep["elements"][0]["elements"][0]
        for number in range(300):
            inner = {
                "kind": "section",
                "id": f"s{number:07}",
                "title": {"en": "S"},
                "elements": [inner],
            }
        deep["elements"][0]["elements"] = [inner]
        answer = check(designer, deep)
        assert answer.status_code in (200, 400)

    def test_refuses_what_is_too_large(self, designer: Client) -> None:
        large = everything() | {"introduction": {"en": "x" * 6_000_000}}
        assert check(designer, large).status_code in (400, 413)

    def test_knows_no_page_of_another_network(
        self, network: NetworkCast, other_network: NetworkCast, designer: Client
    ) -> None:
        assert check(designer, everything(), page=other_network.form.pk).status_code == 404
        assert check(designer, everything(), page=network.form.pk).status_code == 200

    @pytest.mark.parametrize("page", ["x", "-1", "²", "9" * 30, "9" * 5000, "999"])
    def test_knows_no_page_that_is_none(self, designer: Client, page: str) -> None:
        assert check(designer, everything(), page=page).status_code == 404

    def test_is_for_people_of_the_cms(self, network: NetworkCast) -> None:
        assert check(Client(), {}).status_code == 302
        assert check(client_of(network.clinician), {}).status_code == 403
        assert client_of(network.designer).get(CHECK).status_code == 405


DICTIONARY = dictionary(
    question("age", validation="integer", label="Age"),
    question("patient_name", label="Name", identifier="y"),
    question("total", "calc", label="Total", choices="[age] * 2"),
)


def bring(
    client: Client, network: NetworkCast, data: bytes, name: str = "visit.csv", **more: str
) -> Any:
    url = reverse("datasets:import", args=[network.index.pk])
    file = SimpleUploadedFile(name, data)
    return client.post(url, {"format": "redcap", "file": file, **more}, follow=False)


def latest(page: Any) -> Any:
    return DatasetPage.objects.get(pk=page.pk).get_latest_revision_as_object().definition


class TestImport:
    """A dictionary becomes a draft, and nothing else."""

    def test_makes_a_draft_and_leads_to_the_report(
        self, network: NetworkCast, designer: Client, kept_acts: list[Act]
    ) -> None:
        answer = bring(designer, network, DICTIONARY)
        page = DatasetPage.objects.get()
        assert answer.url == reverse("datasets:import_report", args=[page.pk])
        assert (page.live, page.owner_id) == (False, network.designer.pk)
        assert page.get_parent().pk == network.index.pk
        keys = [each["key"] for each in page.definition["elements"][0]["elements"] if "key" in each]
        assert "age" in keys
        assert not FormVersion.objects.filter(page_id=page.pk).exists()
        assert [act.name for act in kept_acts] == ["import_form"]

    def test_reports_what_was_lost_and_asks_for_privacy(
        self, network: NetworkCast, designer: Client
    ) -> None:
        answer: Any = designer.get(bring(designer, network, DICTIONARY).url)
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "Age" in html
        assert "Total" in html
        assert answer.context["losses"]
        assert 'name="privacy:' in html

    def test_is_ready_to_publish_when_every_class_is_confirmed(
        self, network: NetworkCast, designer: Client, kept_acts: list[Act]
    ) -> None:
        report = bring(designer, network, DICTIONARY).url
        page = DatasetPage.objects.get()
        asked = designer.get(report).context["questions"]
        first, *others = [f"privacy:{each['id']}" for each in asked]
        some = designer.post(report, {first: "none"})
        assert some.status_code == 200
        done: Any = designer.post(report, dict.fromkeys([first, *others], "sensitive"))
        assert done.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
        kept = latest(page)
        assert kept["source"]["unconfirmed_privacy"] == []
        errors = [p for p in check(designer, kept).json()["problems"] if p["severity"] == "error"]
        assert errors == []
        assert [act.name for act in kept_acts].count("confirm_privacy") == 2

    def test_takes_no_class_that_does_not_exist(
        self, network: NetworkCast, designer: Client
    ) -> None:
        report = bring(designer, network, DICTIONARY).url
        page = DatasetPage.objects.get()
        before = latest(page)["elements"]
        asked = designer.get(report).context["questions"]
        names = [f"privacy:{each['id']}" for each in asked]
        designer.post(report, dict.fromkeys([*names, "privacy:nothing0", "privacy:"], "public"))
        assert latest(page)["elements"] == before

    @pytest.mark.parametrize(
        ("format", "data"),
        [
            ("redcap", b""),
            ("redcap", b"\x00\x01\x02"),
            ("redcap", b"a,b\n1,2\n"),
            ("redcap", "é".encode("utf-16")),
            ("json", b"{"),
            ("json", b"[]"),
            ("json", b'{"format": "cpms-form/1"}'),
            ("json", b'{"format": "cpms-form/1", "languages": 7, "title": 7, "elements": 7}'),
            ("json", b'{"format": "cpms-form/1", "languages": [], "title": {}, "elements": [7]}'),
            ("json", b'{"format": "cpms-form/1", "languages": ["en"], "title": {"en": "\\u0000"}}'),
            ("json", b'{"format": "cpms-form/1", "source": 7}'),
            ("nothing", b"x"),
        ],
    )
    def test_of_a_bad_file_says_why_and_stores_nothing(
        self, network: NetworkCast, designer: Client, format: str, data: bytes
    ) -> None:
        answer = bring(designer, network, data, f"x.{format}", format=format)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert DatasetPage.objects.count() == 0

    def test_of_a_form_definition_keeps_it_as_it_is(
        self, network: NetworkCast, designer: Client
    ) -> None:
        data = json.dumps(everything()).encode()
        answer = bring(designer, network, data, "eye.json", format="json")
        assert answer.status_code == 302
        page = DatasetPage.objects.get()
        assert {**page.definition, "source": None} == {**everything(), "source": None}
        assert designer.get(answer.url).status_code == 200

    def test_finds_an_address_for_each_form_of_the_same_name(
        self, network: NetworkCast, designer: Client
    ) -> None:
        for _ in range(3):
            bring(designer, network, DICTIONARY)
        slugs = list(DatasetPage.objects.order_by("pk").values_list("slug", flat=True))
        assert len(set(slugs)) == 3
        assert slugs[1] == f"{slugs[0]}-2"

    def test_is_offered_where_forms_may_be_added(
        self, network: NetworkCast, designer: Client
    ) -> None:
        url = reverse("datasets:import", args=[network.index.pk])
        explore = reverse("wagtailadmin_explore", args=[network.index.pk])
        assert url in designer.get(explore).content.decode()
        assert designer.get(url).status_code == 200

    def test_does_not_exist_for_another_network(
        self, network: NetworkCast, other_network: NetworkCast, designer: Client
    ) -> None:
        assert bring(designer, other_network, DICTIONARY).status_code == 404
        report = bring(designer, network, DICTIONARY).url
        assert client_of(other_network.coordinator).get(report).status_code == 404
        assert client_of(network.clinician).get(report).status_code == 403

    def test_reports_on_forms_only(self, network: NetworkCast, designer: Client) -> None:
        for page, status in ((network.index.pk, (403, 404)), (999_999, (404,))):
            url = reverse("datasets:import_report", args=[page])
            assert designer.get(url).status_code in status
        assert Page.objects.filter(pk=network.index.pk).exists()
