/** Editing words where they stand. Enter or leaving keeps them, Escape gives up; a note takes Enter as a new line. */

import { h } from "../dom";

export interface WordsEdit {
  readonly label: HTMLElement;
  readonly words: string;
  readonly name: string;
  readonly multiline: boolean;
  keep(words: string): void;
  /** Called once, whatever happened. */
  done(): void;
}

export function editWords(edit: WordsEdit): void {
  const input = h("textarea", {
    class: "designer-words",
    rows: edit.multiline ? 4 : 1,
    "aria-label": edit.name,
    "data-own-undo": true,
  });
  input.value = edit.words;
  edit.label.replaceWith(input);
  let over = false;
  const finish = (keep: boolean): void => {
    if (over) return;
    over = true;
    input.replaceWith(edit.label);
    if (keep && input.value !== edit.words)
      edit.keep(edit.multiline ? input.value : input.value.replace(/\s*\n\s*/g, " "));
    edit.done();
  };
  input.addEventListener("blur", () => finish(true));
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") finish(false);
    else if (event.key === "Enter" && !(edit.multiline && !event.ctrlKey)) {
      event.preventDefault();
      finish(true);
    }
  });
  input.addEventListener("click", (event) => event.stopPropagation());
  const grow = (): void => {
    input.style.setProperty("height", "auto");
    input.style.setProperty("height", `${input.scrollHeight + 2}px`);
  };
  input.addEventListener("input", grow);
  input.focus();
  input.select();
  grow();
}
