/** What the server tells the designer about the site's field types; the JSON is built by `datasets.designer.config`. */

import { isRecord } from "./model/document";

export type Choices = readonly (readonly [value: string, label: string])[];

export interface Property {
  readonly name: string;
  /** Which input edits it; see `controls/registry.ts`. */
  readonly control: string;
  readonly label: string;
  readonly help: string;
  readonly choices: Choices;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface FieldType {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly icon: string;
  readonly description: string;
  readonly properties: readonly Property[];
  readonly defaults: Readonly<Record<string, unknown>>;
}

export interface PrivacyClass {
  readonly value: string;
  readonly label: string;
  readonly help: string;
}

export interface Terminology {
  readonly system: string;
  readonly label: string;
}

export interface DesignerConfig {
  readonly fieldTypes: readonly FieldType[];
  readonly commonProperties: readonly Property[];
  readonly elementProperties: Readonly<Record<string, readonly Property[]>>;
  readonly privacyClasses: readonly PrivacyClass[];
  readonly terminologies: readonly Terminology[];
  readonly readOnly: boolean;
}

export function readConfig(text: string): DesignerConfig {
  const value: unknown = JSON.parse(text);
  const config = isRecord(value) ? value : {};
  const elements = isRecord(config["elementProperties"]) ? config["elementProperties"] : {};
  return {
    fieldTypes: records(config["fieldTypes"]).map((type) => ({
      name: words(type["name"]),
      label: words(type["label"]),
      group: words(type["group"]),
      icon: words(type["icon"]),
      description: words(type["description"]),
      properties: properties(type["properties"]),
      defaults: isRecord(type["defaults"]) ? type["defaults"] : {},
    })),
    commonProperties: properties(config["commonProperties"]),
    elementProperties: Object.fromEntries(
      Object.entries(elements).map(([kind, list]) => [kind, properties(list)]),
    ),
    privacyClasses: triples(config["privacyClasses"]).map(([choice, label, help]) => ({
      value: choice,
      label,
      help,
    })),
    terminologies: records(config["terminologies"]).map((item) => ({
      system: words(item["system"]),
      label: words(item["label"]),
    })),
    readOnly: config["readOnly"] === true,
  };
}

function properties(value: unknown): readonly Property[] {
  return records(value).map((property) => ({
    name: words(property["name"]),
    control: words(property["control"]),
    label: words(property["label"]),
    help: words(property["help"]),
    choices: triples(property["choices"]).map(([choice, label]) => [choice, label] as const),
    ...(typeof property["minimum"] === "number" ? { minimum: property["minimum"] } : {}),
    ...(typeof property["maximum"] === "number" ? { maximum: property["maximum"] } : {}),
  }));
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function triples(value: unknown): readonly (readonly [string, string, string])[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((item): item is readonly unknown[] => Array.isArray(item))
    .map((item) => [words(item[0]), words(item[1]), words(item[2])]);
}

function words(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
