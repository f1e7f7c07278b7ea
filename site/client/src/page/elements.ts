/** The elements that pages use, by name. */

import { CodedTerm } from "./coded-term";
import { CharacterCount } from "./count";
import { FilterTable } from "./filter-table";
import { RecordForm } from "./form";
import { News } from "./news";
import { Player } from "./player";
import { Repeat } from "./repeat";
import { SearchSelect } from "./search-select";
import { ThemeSwitch } from "./theme";

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  "cpms-coded-term": CodedTerm,
  "cpms-count": CharacterCount,
  "cpms-filter-table": FilterTable,
  "cpms-form": RecordForm,
  "cpms-news": News,
  "cpms-player": Player,
  "cpms-repeat": Repeat,
  "cpms-search-select": SearchSelect,
  "cpms-theme": ThemeSwitch,
};

export function defineElements(registry: CustomElementRegistry = customElements): void {
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (!registry.get(name)) registry.define(name, element);
  }
}
