/** Parts of the editor of choices: whose list it is, and the box into which a list is pasted. */

import { button, freshId, h } from "../dom";
import { icon } from "../icons";
import type { Home } from "../model/choices";
import { choosesFrom, ownChoices, questionsUsing } from "../model/choices";
import { textIn } from "../model/document";
import { languageName } from "../model/languages";
import type { Workspace } from "../workspace";

/** Own list or a shared one; nothing while the form has no shared list. */
export function listOwner(workspace: Workspace, field: string, home: Home): HTMLElement | null {
  const { definition, language, readOnly } = workspace;
  const sets = Object.entries(definition.option_sets ?? {});
  if (sets.length === 0) return null;
  const id = freshId("list");
  const select = h(
    "select",
    { id, class: "designer-select", disabled: readOnly },
    h("option", { value: "" }, "Only this question"),
  );
  for (const [set, { label }] of sets) {
    const name = textIn(label, language, definition.languages) || "list without a name";
    select.append(h("option", { value: set }, `Shared: ${name}`));
  }
  select.value = "set" in home ? home.set : "";
  select.addEventListener("change", () => {
    const now = workspace.definition;
    workspace.apply(select.value === "" ? ownChoices(now, field) : choosesFrom(now, field, select.value));
  });
  const users = "set" in home ? questionsUsing(definition, home.set).length : 0;
  const warning =
    users > 1 &&
    h("p", { class: "designer-note" }, icon("warning"), `Changes here change ${users} questions.`);
  const label = h("label", { class: "designer-control__label", for: id }, "These choices belong to");
  return h("div", { class: "designer-control" }, label, select, warning);
}

export function pasteBox(
  languages: readonly string[],
  use: (text: string) => void,
  cancel: () => void,
): HTMLElement {
  const id = freshId("paste");
  const columns =
    languages.length > 1
      ? ` Several languages: ${languages.map(languageName).join(", ")}, one column each.`
      : "";
  const help = `One choice a line. With two columns: code and words.${columns} A code that is here already gets the new words.`;
  const input = h("textarea", {
    id,
    class: "designer-input",
    rows: 6,
    "aria-describedby": `${id}-help`,
    "data-own-undo": true,
  });
  const main = {
    class: "designer-button designer-button--main",
    on: { click: () => use(input.value) },
  };
  return h(
    "div",
    { class: "designer-control" },
    h("label", { class: "designer-control__label", for: id }, "Paste from a spreadsheet"),
    h("p", { class: "designer-control__help", id: `${id}-help` }, help),
    input,
    h(
      "div",
      { class: "designer-rule__foot" },
      button(main, "Add these choices"),
      button({ class: "designer-link", on: { click: cancel } }, "Cancel"),
    ),
  );
}
