/** A text in each language of the form: one input a language, the first one first. */

import { freshId, h } from "../dom";
import { localizedOf, withText } from "../model/document";
import { languageName } from "../model/languages";
import { setFormProperty, setText } from "../model/operations";
import type { Control, Subject } from "./control";
import { framed, grouped } from "./control";

type Input = HTMLTextAreaElement;

export function localized(subject: Subject): Control {
  return build(subject, 1);
}

export function localizedLong(subject: Subject): Control {
  return build(subject, 3);
}

function build(subject: Subject, rows: number): Control {
  const [first = "en", ...others] = subject.languages;
  const inputs = new Map<string, Input>();
  const make = (language: string, id: string, describedBy: string | undefined): Input => {
    const input = h("textarea", {
      id,
      rows,
      class: "designer-input designer-input--grow",
      lang: language,
      "aria-describedby": describedBy,
      disabled: subject.readOnly,
    });
    input.addEventListener("input", () =>
      write(subject, language, rows === 1 ? input.value.replace(/\n/g, " ") : input.value),
    );
    if (rows === 1)
      input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    inputs.set(language, input);
    return input;
  };
  let root: HTMLElement;
  if (others.length === 0) {
    const frame = framed(subject.property);
    frame.root.append(make(first, frame.inputId, frame.helpId));
    root = frame.root;
  } else {
    const lines = subject.languages.map((language) => {
      const id = freshId("language");
      const name = h(
        "label",
        { class: "designer-language", for: id, title: languageName(language) },
        h("span", { class: "designer-hidden" }, `${subject.property.label}, ${languageName(language)} `),
        language,
      );
      return h("div", { class: "designer-language-line" }, name, make(language, id, undefined));
    });
    root = grouped(subject.property, ...lines);
  }
  const refresh = (): void => {
    const texts = localizedOf(subject.value);
    for (const [language, input] of inputs)
      if (input.value !== (texts[language] ?? "")) input.value = texts[language] ?? "";
  };
  refresh();
  return { root, refresh };
}

function write(subject: Subject, language: string, text: string): void {
  const { workspace, id, property } = subject;
  const topic = subject.topic(`.${language}`);
  if (id === null) {
    workspace.apply(
      setFormProperty(
        workspace.definition,
        property.name,
        withText(subject.value, language, text) ?? (property.name === "title" ? {} : undefined),
      ),
      topic,
    );
    return;
  }
  const keyIsUsed = workspace.usageOf(id) > 0;
  workspace.apply(
    setText(workspace.definition, id, property.name, language, text, {
      keyIsUsed,
    }),
    topic,
  );
}
