/** Errors at the question and in the summary on top. */

/** Moves the reader to the summary when the page comes back with errors, and from its links into the questions. */
export function installErrorSummary(root: Document): void {
  const summary = root.querySelector<HTMLElement>(".govuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    const target = link && root.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""));
    if (target && reveal(target)) event.preventDefault();
  });
}

/** Opens what is closed around an input and moves there, with its question in sight. */
export function reveal(target: HTMLElement): boolean {
  for (let place = target.parentElement; place; place = place.parentElement) {
    if (place instanceof HTMLDetailsElement) place.open = true;
  }
  const question = target.closest("[data-type]") ?? target;
  question.scrollIntoView?.({ block: "start" });
  target.focus({ preventScroll: true });
  return document.activeElement === target;
}

/**
 * Shows what the server said about drafts: `{input name: sentence}`. The question somebody is answering right now is left alone,
 * so that nobody is told off in the middle of a word.
 */
export function showErrors(form: HTMLElement, errors: Readonly<Record<string, string>>, label: string): void {
  for (const group of form.querySelectorAll<HTMLElement>("[data-type][data-name]")) {
    const words = errors[group.dataset["name"] ?? ""];
    if (words === undefined) removeError(group);
    else if (!group.contains(document.activeElement)) putError(group, words, label);
  }
}

function inputsOf(group: HTMLElement): HTMLElement | null {
  return group.querySelector("fieldset") ?? group.querySelector("input:not([type=hidden]), select, textarea");
}

function removeError(group: HTMLElement): void {
  const message = group.querySelector(".govuk-error-message");
  if (!message) return;
  group.classList.remove("govuk-form-group--error");
  const described = inputsOf(group);
  described?.removeAttribute("aria-invalid");
  changeDescription(described, message.id, false);
  for (const kind of ["input", "select", "textarea"]) {
    group.querySelector(`.govuk-${kind}--error`)?.classList.remove(`govuk-${kind}--error`);
  }
  message.remove();
}

function putError(group: HTMLElement, words: string, label: string): void {
  removeError(group);
  const described = inputsOf(group);
  const first = group.querySelector("input:not([type=hidden]), select, textarea");
  const message = document.createElement("p");
  message.className = "govuk-error-message";
  message.id = `${first?.id ?? ""}-error`;
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = `${label} `;
  message.append(hidden, words);
  const before = group.querySelector(".cpms-control");
  (before ?? group).before(message);
  group.classList.add("govuk-form-group--error");
  described?.setAttribute("aria-invalid", "true");
  changeDescription(described, message.id, true);
}

function changeDescription(element: Element | null, id: string, present: boolean): void {
  const ids = new Set((element?.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean));
  if (present) ids.add(id);
  else ids.delete(id);
  if (ids.size) element?.setAttribute("aria-describedby", [...ids].join(" "));
  else element?.removeAttribute("aria-describedby");
}
