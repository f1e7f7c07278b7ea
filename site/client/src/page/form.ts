/**
 * Keeps one section of a record up to date while it is filled: shows and hides questions, marks what is required, saves by itself and
 * says so, and warns before something unsaved is left. Without it the form works by its buttons.
 *
 *     <cpms-form data-words-saved="Saved {time}" …>
 *       <div data-notices></div>
 *       <form method="post" …>
 *         <input type="hidden" name="base_version" value="3">
 *         … <div data-element="aaaa1111" data-scope="">…</div> …
 *         <p role="status" data-save-status></p>
 *         <script type="application/json" data-form-plan>{…}</script>
 *       </form>
 *     </cpms-form>
 */

import { Autosave, type SaveState } from "./autosave";
import { installChoices } from "./choices";
import { showErrors } from "./errors";
import { installMissing } from "./missing";
import { type FormPlan, planIn } from "./plan";
import { showProgress } from "./progress";
import { show } from "./showing";
import { Rules } from "./situation";
import { whenParsed } from "./start";
import { word } from "./words";

export class RecordForm extends HTMLElement {
  #autosave: Autosave | null = null;
  #rules: Rules | null = null;
  #form: HTMLFormElement | null = null;
  #isLeaving = false;

  connectedCallback(): void {
    whenParsed(() => this.#start());
  }

  disconnectedCallback(): void {
    this.#autosave?.stop();
    window.removeEventListener("beforeunload", this.#warn);
    window.removeEventListener("online", this.#retry);
  }

  #start(): void {
    const form = this.querySelector("form");
    const plan = planIn(this);
    if (!form || !plan) return;
    this.#form = form;
    installMissing(form);
    installChoices(form);
    this.#rules = rulesOf(plan);
    this.#startSaving(form, plan);
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("change", () => this.#changed());
    form.addEventListener("submit", () => {
      this.#isLeaving = true;
      this.#autosave?.stop();
    });
    this.#refresh();
  }

  #startSaving(form: HTMLFormElement, plan: FormPlan): void {
    if (!plan.autosave?.url) return;
    this.#autosave = new Autosave({ form, url: plan.autosave.url, report: (state) => this.#report(state) });
    window.addEventListener("beforeunload", this.#warn);
    window.addEventListener("online", this.#retry);
    if (plan.autosave.saved_at)
      this.#say(word(this, "wordsSaved", "Saved {time}", { time: plan.autosave.saved_at }), "saved");
  }

  #changed(): void {
    this.#refresh();
    this.#autosave?.change();
  }

  #refresh(): void {
    if (!this.#rules || !this.#form) return;
    const { open } = show(this.#form, this.#rules.workOut(this.#form));
    showProgress(document, open);
  }

  #retry = (): void => this.#autosave?.now();

  #warn = (event: BeforeUnloadEvent): void => {
    const hasFile = [...(this.#form?.querySelectorAll<HTMLInputElement>("input[type=file]") ?? [])].some(
      (input) => input.value,
    );
    if (!this.#isLeaving && (this.#autosave?.isUnsaved || hasFile)) event.preventDefault();
  };

  #report(state: SaveState): void {
    switch (state.kind) {
      case "waiting":
        return this.#say(word(this, "wordsWaiting", "Not saved yet"), "waiting");
      case "saving":
        return;
      case "saved":
        this.#say(word(this, "wordsSaved", "Saved {time}", { time: state.at }), "saved");
        this.#notice(null);
        showErrors(this, state.errors, word(this, "wordsError", "Error:"));
        return this.#refresh();
      case "offline":
        this.#say(word(this, "wordsOffline", "Not saved: no connection"), "failed");
        return this.#notice(
          word(
            this,
            "wordsOfflineNotice",
            "There is no connection. What you type stays on this page and is saved as soon as the connection is back.",
          ),
        );
      case "conflict":
        this.#say(word(this, "wordsConflict", "Not saved: changed by somebody else"), "failed");
        return this.#notice(
          word(
            this,
            "wordsConflictNotice",
            "Somebody else changed this section while you worked on it. Nothing is lost.",
          ),
          {
            url: state.url,
            words: word(this, "wordsConflictLink", "Compare both versions"),
          },
        );
      case "merged":
        return this.#merged(state.isUnsaved);
      case "refused":
        this.#say(word(this, "wordsRefused", "Not saved"), "failed");
        return this.#notice(
          word(
            this,
            "wordsRefusedNotice",
            "You are signed out, or you may no longer change this record. Sign in again in another tab, then come back here: what you typed is still on this page.",
          ),
          {
            words: word(this, "wordsRetry", "Save now"),
          },
        );
    }
  }

  /** Loads the section again with what somebody else changed in it, unless the reader is in the middle of a word. */
  #merged(isUnsaved: boolean): void {
    const isTyping = document.activeElement?.matches("input[type=text], textarea") ?? false;
    if (!isUnsaved && !isTyping) return location.reload();
    this.#say(word(this, "wordsWaiting", "Not saved yet"), "waiting");
    this.#notice(
      word(
        this,
        "wordsMergedNotice",
        "Somebody else also changed this section. Your answers and theirs are saved together.",
      ),
      { url: location.href.split("#")[0] ?? "", words: word(this, "wordsMergedLink", "Show both") },
    );
  }

  /** The line beside the buttons; read out only when it changes, so "Saved 14:02" at most once a minute. */
  #say(words: string, state: string): void {
    const line = this.querySelector<HTMLElement>("[data-save-status]");
    if (!line) return;
    line.dataset["state"] = state;
    // Typing is no news to who types: only results are read out.
    line.setAttribute("aria-live", state === "waiting" ? "off" : "polite");
    if (line.textContent !== words) line.textContent = words;
  }

  #notice(words: string | null, act?: { url?: string; words: string }): void {
    const place = this.querySelector<HTMLElement>("[data-notices]");
    if (!place || (words !== null && place.dataset["words"] === words)) return;
    place.dataset["words"] = words ?? "";
    place.replaceChildren(...(words === null ? [] : [this.#noticeElement(words, act)]));
  }

  #noticeElement(words: string, act?: { url?: string; words: string }): HTMLElement {
    const notice = document.createElement("div");
    notice.className = "cpms-notice";
    notice.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    notice.append(text);
    if (act?.url) {
      const link = document.createElement("a");
      link.href = act.url;
      link.textContent = act.words;
      notice.append(link);
    } else if (act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "govuk-button govuk-button--secondary";
      button.textContent = act.words;
      button.addEventListener("click", this.#retry);
      notice.append(button);
    }
    return notice;
  }
}

/** A rule that this browser does not understand must not stop the form: the server then decides alone. */
function rulesOf(plan: FormPlan): Rules | null {
  try {
    return new Rules(plan);
  } catch {
    return null;
  }
}
