"""Opening a form in the designer: from the click in the CMS until it can be used, in Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import Effort, Figure, Goal, NotMeasured, benchmarks
from bench.own_site import PLAIN, FormSize, OwnSite, own_site
from cpms.settings.environment import read_environment

FORMS = {(20, 20): "20 questions", (200, 20): "200 questions", (1000, 20): "1000 questions"}
FORMS |= {(1000, 1000): "1000 questions on one page"}
BUDGET = 1000.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000.0  # ms

# The mark is set before anything is painted: the frame after it tells whether there is still much to do.
NOTE_NEXT_FRAME = """
addEventListener("designer:ready", () => requestAnimationFrame(() => setTimeout(() => {
  performance.mark("shown");
  document.documentElement.dataset.shown = "";
})));
"""
READ_TIMES = """() => {
  const [asked] = performance.getEntriesByType("navigation");
  const at = (name) => performance.getEntriesByName(name)[0]?.startTime ?? asked.domContentLoadedEventEnd;
  return [asked.responseEnd - asked.requestStart, at("designer-ready"), at("shown")];
}"""
COUNT_QUESTIONS = """() => {
  const count = (element) => (element.kind === "field" ? 1 : countAll(element.elements ?? []));
  const countAll = (elements) => elements.reduce((sum, element) => sum + count(element), 0);
  return count(JSON.parse(document.querySelector("cpms-designer textarea")?.value ?? "{}"));
}"""


class WrongPage(Exception):
    """The browser does not show the form that should be measured."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Milliseconds of one opening: the server's answer, and from the beginning until ready and until the next frame.

    A page without a form is ready, and shown, when its scripts have run (DOMContentLoaded). `work` is what the page's main
    thread has worked until then, in CPU time, which a busy machine does not stretch.
    """

    server: float
    ready: float
    shown: float
    work: float


def run(effort: Effort) -> list[Figure]:
    """Open each form as often as there are rounds; the browser has its scripts and styles from a first opening."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise NotMeasured("Chromium is not installed.")
    folder = read_environment(os.environ).var / "bench" / "site"
    sizes = effort.chosen(*{count for count, _ in FORMS})
    forms = [form for form in FORMS if form[0] in sizes]
    with own_site(folder, forms) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(program))
        openings = _open_all(browser, site, effort.rounds)
        browser.close()
    return _figures(forms, openings)


def _open_all(browser: Browser, site: OwnSite, rounds: int) -> dict[FormSize, list[Opening]]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    name, value = site.cookie["name"], site.cookie["value"]
    context.add_cookies([{"name": name, "value": value, "url": site.address}])
    context.add_init_script(NOTE_NEXT_FRAME)
    openings: dict[FormSize, list[Opening]] = {form: [] for form in site.pages}
    for turn in range(rounds + 1):
        for form, number in site.pages.items():
            opening = _open(context.new_page(), f"{site.address}/cms/pages/{number}/edit/", form)
            if turn:
                openings[form].append(opening)
    return openings


def _open(page: Page, url: str, form: FormSize) -> Opening:
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    inspector = page.context.new_cdp_session(page)
    inspector.send("Performance.enable", {"timeDomain": "threadTicks"})
    response = page.goto(url, wait_until="domcontentloaded")
    if response is None or response.status != 200 or page.url != url:
        raise WrongPage(f"{url} answers {response.status if response else None} at {page.url}.")
    if form != PLAIN:
        page.wait_for_selector("html[data-shown]", state="attached", timeout=PATIENCE)
    metrics = inspector.send("Performance.getMetrics")["metrics"]
    (work,) = [metric["value"] for metric in metrics if metric["name"] == "TaskDuration"]
    server, ready, shown = page.evaluate(READ_TIMES)
    if (questions := page.evaluate(COUNT_QUESTIONS)) != form[0] or failures:
        raise WrongPage(f"{url} holds {questions} questions instead of {form[0]}. {failures}")
    page.wait_for_load_state("networkidle")  # else its checks on the server delay the next opening
    page.close()
    return Opening(server=server, ready=ready, shown=shown, work=1000 * work)


def _figures(
    forms: Sequence[FormSize], openings: Mapping[FormSize, Sequence[Opening]]
) -> list[Figure]:
    figures = []
    for form in (PLAIN, *forms):
        name = FORMS.get(form, "a CMS page without a form")
        ready = f"{name}: until ready"
        parts: dict[str, Callable[[Opening], float]] = {
            ready: lambda opening: opening.ready,
            f"{name}: of that, the server’s answer": lambda opening: opening.server,
            f"{name}: until the next frame is shown": lambda opening: opening.shown,
            f"{name}: CPU time of the page until then": lambda opening: opening.work,
        }
        figures += [
            Figure(
                figure=words,
                unit="ms",
                ours=median(map(take, openings[form])),
                goal=Goal(at_most=BUDGET) if words == ready and form != PLAIN else Goal(),
            )
            for words, take in parts.items()
        ]
    return figures


benchmarks.register("designer", run)
