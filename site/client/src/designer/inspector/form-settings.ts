/** Settings of the form itself, shown while nothing is selected: title, introduction, key, languages. */

import type { Property } from "../config";
import type { Control } from "../controls/control";
import { grouped, Subject } from "../controls/control";
import { controlFor } from "../controls/registry";
import { button, fill, h } from "../dom";
import { icon } from "../icons";
import {
  addLanguage,
  languageName,
  makeFirst,
  offeredLanguages,
  removeLanguage,
  untranslated,
} from "../model/languages";
import type { Workspace } from "../workspace";

const property = (name: string, control: string, label: string, help = ""): Property => ({
  name,
  control,
  label,
  help,
  choices: [],
});

const LANGUAGES = property(
  "languages",
  "languages",
  "Languages",
  "Where a text is missing, the first language stands in.",
);

const SETTINGS: readonly Property[] = [
  property("title", "localized", "Title of the form"),
  property(
    "introduction",
    "localized_long",
    "Introduction",
    "Shown before the first page. Markdown may be used.",
  ),
  property("key", "text", "Key", "The name of the form in exports, such as ern-eye.consultation."),
];

export function formControls(workspace: Workspace): readonly Control[] {
  return [
    ...SETTINGS.map((setting) => controlFor(new Subject(workspace, null, setting))),
    languages(workspace),
  ];
}

function languages(workspace: Workspace): Control {
  const list = h("ul", { class: "designer-languages" });
  const select = h("select", {
    class: "designer-select",
    "aria-label": "Language to add",
    disabled: workspace.readOnly,
  });
  select.addEventListener("change", () => {
    if (select.value !== "") workspace.apply(addLanguage(workspace.definition, select.value));
  });
  const line = (language: string, index: number): HTMLElement => {
    const name = languageName(language);
    const missing = index === 0 ? 0 : untranslated(workspace.definition, language);
    const state = index === 0 ? "first language" : missing === 0 ? "complete" : `${missing} texts missing`;
    const first = button(
      {
        class: "designer-link",
        disabled: workspace.readOnly,
        on: {
          click: () => workspace.apply(makeFirst(workspace.definition, language)),
        },
      },
      "Make first",
    );
    const remove = button(
      {
        class: "designer-tool",
        "aria-label": `Remove ${name}`,
        disabled: workspace.readOnly,
        on: {
          click: () => workspace.apply(removeLanguage(workspace.definition, language)),
        },
      },
      icon("close"),
    );
    return h(
      "li",
      {},
      h("span", { class: "designer-languages__name" }, name, h("span", { class: "designer-quiet" }, state)),
      index > 0 && first,
      workspace.definition.languages.length > 1 && remove,
    );
  };
  const refresh = (): void => {
    fill(list, ...workspace.definition.languages.map(line));
    fill(
      select,
      h("option", { value: "" }, "Add a language …"),
      ...offeredLanguages(workspace.definition).map(({ code, name }) => h("option", { value: code }, name)),
    );
  };
  refresh();
  return { root: grouped(LANGUAGES, list, select), refresh };
}
