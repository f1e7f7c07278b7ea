/** A small form for tests: two pages, a section, a row, a repeat and rules between them. Ids are readable on purpose. */

import type { Definition, FormElement } from "../model/document";

export function field(id: string, type: string, more: Readonly<Record<string, unknown>> = {}): FormElement {
  return {
    kind: "field",
    id,
    key: id,
    type,
    label: { en: label(id) },
    ...more,
  };
}

function label(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1);
}

export function sample(): Definition {
  return {
    format: "cpms-form/1",
    key: "sample",
    languages: ["en", "fr"],
    title: { en: "Sample" },
    elements: [
      {
        kind: "page",
        id: "diagnose",
        title: { en: "Diagnosis", fr: "Diagnostic" },
        elements: [
          field("status", "choice", {
            options: [
              {
                id: "ooconfir",
                code: "confirmed",
                label: { en: "Confirmed", fr: "Confirmé" },
              },
              { id: "oosuspec", code: "suspected", label: { en: "Suspected" } },
            ],
          }),
          field("disease", "text", {
            relevant: { "=": [{ field: "status" }, { option: "ooconfir" }] },
          }),
          {
            kind: "section",
            id: "measures",
            title: { en: "Measures" },
            elements: [
              {
                kind: "row",
                id: "sidebysi",
                elements: [field("weight", "number"), field("height", "number")],
              },
              field("pregnant", "boolean"),
            ],
          },
        ],
      },
      {
        kind: "page",
        id: "familypg",
        title: { en: "Family" },
        elements: [
          {
            kind: "repeat",
            id: "relative",
            key: "relatives",
            title: { en: "Relatives" },
            row_title: "relation",
            elements: [field("relation", "text"), field("affected", "boolean")],
          },
          field("onset", "date"),
          field("signs", "choices", {
            exclusive: ["oonosign"],
            options: [
              { id: "oonosign", code: "none", label: { en: "None" } },
              { id: "oopain00", code: "pain", label: { en: "Pain" } },
            ],
          }),
        ],
      },
    ],
  };
}
