/** Controls for lists: ticks, words with commas, choices of the question, codes of other systems, groups. */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import { choicesOf } from "../model/choices";
import { isRecord, sameJson, textIn } from "../model/document";
import type { Control, Subject } from "./control";
import { framed, grouped } from "./control";

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function orNothing<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

export function list(subject: Subject): Control {
  return subject.property.choices.length > 0
    ? ticks(subject, () => subject.property.choices)
    : words(subject);
}

export function optionIds(subject: Subject): Control {
  return ticks(subject, () => {
    const { element, workspace } = subject;
    if (!element) return [];
    return choicesOf(workspace.definition, element).map((option) => [
      option.id,
      textIn(option.label, workspace.language, subject.languages) || option.code,
    ]);
  });
}

function ticks(subject: Subject, choices: () => readonly (readonly [string, string])[]): Control {
  const box = h("div", { class: "designer-ticks" });
  const root = grouped(subject.property, box);
  let drawn = "";
  const draw = (offered: readonly (readonly [string, string])[]): void => {
    fill(
      box,
      ...offered.map(([value, label]) => {
        const input = h("input", {
          type: "checkbox",
          value,
          disabled: subject.readOnly,
        });
        input.addEventListener("change", () => {
          const kept = new Set(strings(subject.value));
          if (input.checked) kept.add(value);
          else kept.delete(value);
          subject.set(orNothing(offered.map(([known]) => known).filter((known) => kept.has(known))));
        });
        return h("label", { class: "designer-check" }, input, h("span", {}, label));
      }),
    );
    if (offered.length === 0) fill(box, h("p", { class: "designer-quiet" }, "Add choices first."));
  };
  const refresh = (): void => {
    const offered = choices();
    const said = JSON.stringify(offered);
    if (said !== drawn) draw(offered);
    drawn = said;
    const chosen = new Set(strings(subject.value));
    box.querySelectorAll("input").forEach((input) => {
      input.checked = chosen.has(input.value);
    });
  };
  refresh();
  return { root, refresh };
}

function words(subject: Subject): Control {
  const { root, inputId, helpId } = framed(subject.property);
  const input = h("input", {
    type: "text",
    id: inputId,
    class: "designer-input",
    "aria-describedby": helpId,
    placeholder: "Separated by commas",
    disabled: subject.readOnly,
  });
  const parse = (): readonly string[] =>
    input.value
      .split(/[,\n]/)
      .map((item) => item.trim())
      .filter((item) => item !== "");
  input.addEventListener("input", () => subject.set(orNothing(parse()), { typing: true }));
  root.append(input);
  const refresh = (): void => {
    if (!sameJson(parse(), strings(subject.value))) input.value = strings(subject.value).join(", ");
  };
  refresh();
  return { root, refresh };
}

interface Column {
  readonly name: string;
  readonly label: string;
  readonly choices?: readonly (readonly [string, string])[];
}

type Line = Readonly<Record<string, string>>;

/** Lines of a few texts. An unfinished line stays on screen and is not written: the format wants whole ones. */
function table(
  subject: Subject,
  columns: readonly Column[],
  addWords: string,
  read: (value: unknown) => readonly Line[],
  write: (lines: readonly Line[]) => unknown,
): Control {
  const box = h("div", { class: "designer-lines" });
  let lines: readonly Line[] = [];
  const complete = (line: Line): boolean =>
    columns.slice(0, 2).every((column) => (line[column.name] ?? "") !== "");
  const keep = (next: readonly Line[], typing: boolean): void => {
    lines = next;
    const value = write(next.filter(complete));
    if (!sameJson(value, subject.value)) subject.set(value, { typing });
  };
  const cell = (line: Line, index: number, column: Column): HTMLElement => {
    const name = `${column.label}, line ${index + 1}`;
    const change = (text: string, typing: boolean): void =>
      keep(
        lines.map((other, at) => (at === index ? { ...other, [column.name]: text } : other)),
        typing,
      );
    if (column.choices) {
      const input = h(
        "select",
        {
          class: "designer-select",
          "aria-label": name,
          disabled: subject.readOnly,
        },
        ...column.choices.map(([value, label]) => h("option", { value }, label)),
      );
      input.value = line[column.name] ?? "";
      input.addEventListener("change", () => change(input.value, false));
      return input;
    }
    const input = h("input", {
      type: "text",
      class: "designer-input",
      "aria-label": name,
      placeholder: column.label,
      disabled: subject.readOnly,
    });
    input.value = line[column.name] ?? "";
    input.addEventListener("input", () => change(input.value.trim(), true));
    return input;
  };
  const draw = (): void => {
    const remove = (index: number): HTMLElement =>
      button(
        {
          class: "designer-tool",
          "aria-label": `Remove line ${index + 1}`,
          disabled: subject.readOnly,
          on: {
            click: () => {
              keep(
                lines.filter((_line, at) => at !== index),
                false,
              );
              draw();
            },
          },
        },
        icon("close"),
      );
    fill(
      box,
      ...lines.map((line, index) =>
        h(
          "div",
          { class: "designer-line" },
          ...columns.map((column) => cell(line, index, column)),
          remove(index),
        ),
      ),
    );
  };
  const add = button(
    {
      class: "designer-link",
      disabled: subject.readOnly,
      on: {
        click: () => {
          lines = [
            ...lines,
            Object.fromEntries(columns.map((column) => [column.name, column.choices?.[0]?.[0] ?? ""])),
          ];
          draw();
          box.lastElementChild?.querySelector<HTMLElement>("input, select")?.focus();
        },
      },
    },
    icon("add"),
    addWords,
  );
  const refresh = (): void => {
    if (sameJson(write(lines.filter(complete)), subject.value)) return;
    lines = read(subject.value);
    draw();
  };
  lines = read(subject.value);
  draw();
  return { root: grouped(subject.property, box, add), refresh };
}

export function codes(subject: Subject): Control {
  const columns = [
    { name: "system", label: "System" },
    { name: "code", label: "Code" },
    { name: "display", label: "Name there" },
  ];
  return table(
    subject,
    columns,
    "Add a code",
    (value) =>
      Array.isArray(value)
        ? value
            .filter(isRecord)
            .map((line) =>
              Object.fromEntries(Object.entries(line).map(([name, inner]) => [name, String(inner)])),
            )
        : [],
    (lines) =>
      orNothing(
        lines.map((line) => Object.fromEntries(Object.entries(line).filter(([, text]) => text !== ""))),
      ),
  );
}

export function groups(subject: Subject): Control {
  const columns = [
    { name: "group", label: "Disease group" },
    { name: "need", label: "Need", choices: subject.property.choices },
  ];
  return table(
    subject,
    columns,
    "Add a group",
    (value) =>
      isRecord(value)
        ? Object.entries(value).map(([group, need]) => ({
            group,
            need: String(need),
          }))
        : [],
    (lines) =>
      lines.length > 0 ? Object.fromEntries(lines.map((line) => [line["group"], line["need"]])) : undefined,
  );
}
