/** The state of one open designer: the form, what is selected, what the server said of it. Screens read it and ask it to act. */

import type { DesignerConfig, FieldType, Property } from "./config";
import type { Definition, FormElement, Rule } from "./model/document";
import { asRule } from "./model/document";
import { History } from "./model/history";
import type { Blueprint, Outcome } from "./model/operations";
import { addElement, deleteElement, duplicateElement, moveElement } from "./model/operations";
import type { Target } from "./model/placement";
import type { Problem, Spot } from "./model/problems";
import { spotOf } from "./model/problems";
import { rowsInWords, rowsOf } from "./model/rule-rows";
import { elementOf, placeOf, places } from "./model/tree";

export type Aspect =
  "definition" | "selection" | "check" | "view" | "language" | "focus" | "status" | "insertion";
export type View = "form" | "privacy" | "import";
export type Pane = "outline" | "form" | "inspector";
export type CheckState = "waiting" | "done" | "unreachable" | "none";

export interface Status {
  readonly words: string;
  readonly undo: boolean;
}

interface Moment {
  readonly definition: Definition;
  readonly selection: string | null;
}

export type Listener = (aspects: ReadonlySet<Aspect>) => void;

export class Workspace {
  selection: string | null = null;
  /** The page on the canvas. */
  page: string | null;
  language: string;
  view: View = "form";
  pane: Pane = "form";
  problemsOpen = false;
  outlineOpen = true;
  status: Status | null = null;
  /** The inspector brings this property into view; set together with the aspect "focus". */
  spot: Spot | null = null;
  /** Where the palette is open. */
  insertion: Target | null = null;
  problems: readonly Problem[] = [];
  checkState: CheckState = "none";
  /** Until the first answer nothing is known, so nothing is said. */
  everChecked = false;

  private readonly history: History<Moment>;
  private readonly listeners = new Set<Listener>();
  private sentences: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
  private usage: Readonly<Record<string, number>> = {};
  private found: ReadonlyMap<string | null, readonly Problem[]> = new Map();

  constructor(
    readonly config: DesignerConfig,
    definition: Definition,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.history = new History<Moment>({ definition, selection: null });
    this.page = definition.elements[0]?.id ?? null;
    this.language = definition.languages[0] ?? "en";
  }

  get definition(): Definition {
    return this.history.state.definition;
  }

  get selected(): FormElement | undefined {
    return elementOf(this.definition, this.selection);
  }

  get readOnly(): boolean {
    return this.config.readOnly;
  }

  get canUndo(): boolean {
    return this.history.canUndo && !this.readOnly;
  }

  get canRedo(): boolean {
    return this.history.canRedo && !this.readOnly;
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(...aspects: readonly Aspect[]): void {
    const told = new Set(aspects);
    for (const listener of [...this.listeners]) listener(told);
  }

  // Changes of the form

  /** `topic` joins typing in one place to one step. Nothing happens on a form that may only be read. */
  apply(outcome: Outcome | undefined, topic: string | null = null): boolean {
    if (!outcome || this.readOnly || outcome.definition === this.definition) return false;
    this.history.push({ definition: outcome.definition, selection: outcome.select }, topic, this.clock());
    this.insertion = null;
    const moved = this.look(outcome.select);
    this.status = outcome.words === "" ? null : { words: outcome.words, undo: true };
    this.tell("definition", "status", "insertion", ...(moved ? (["selection"] as const) : []));
    return true;
  }

  /** Changes that leave the selection where it is, such as classes in the privacy table. */
  applyHere(definition: Definition, topic: string | null = null, words = ""): boolean {
    return this.apply({ definition, select: this.selection, words }, topic);
  }

  undo(): void {
    const changed = this.history.state.selection;
    this.travel(
      this.readOnly ? null : this.definition,
      () => this.history.undo(),
      () => changed,
      "Undone.",
    );
  }

  redo(): void {
    this.travel(
      this.readOnly ? null : this.definition,
      () => this.history.redo(),
      (moment) => moment.selection,
      "Done again.",
    );
  }

  /** Afterwards the eye is on what came back, else on what was changed. */
  private travel(
    before: Definition | null,
    step: () => Moment | undefined,
    changed: (moment: Moment) => string | null,
    words: string,
  ): void {
    const moment = before ? step() : undefined;
    if (!before || !moment) return;
    const known = places(before);
    const back = [...places(moment.definition).keys()].find((id) => !known.has(id));
    const wanted = [back, changed(moment), moment.selection, this.selection].find(
      (id) => id && placeOf(moment.definition, id),
    );
    this.look(wanted ?? null);
    if (!this.definition.languages.includes(this.language))
      this.language = this.definition.languages[0] ?? "en";
    this.status = { words, undo: false };
    this.insertion = null;
    this.tell("definition", "selection", "status", "language", "insertion");
  }

  add(blueprint: Blueprint, target: Target): void {
    if (!this.apply(addElement(this.definition, blueprint, target))) return;
    this.focusOn({
      element: this.selection,
      property: blueprint.kind === "field" ? "label" : "title",
      item: null,
    });
  }

  duplicate(id: string): void {
    this.apply(duplicateElement(this.definition, id));
  }

  delete(id: string): void {
    const deletion = deleteElement(this.definition, id);
    if (!deletion) return;
    const rules = new Set(deletion.dangling.map((reference) => `${reference.from}.${reference.property}`))
      .size;
    const left =
      rules === 0
        ? ""
        : ` ${rules === 1 ? "1 rule or setting" : `${rules} rules or settings`} still speak of it: see Problems.`;
    this.apply({ ...deletion, words: `Deleted.${left}` });
  }

  move(id: string, target: Target | undefined): void {
    if (target) this.apply(moveElement(this.definition, id, target));
  }

  // Looking around

  /** Selects without telling; true if the selection or the page changed. */
  private look(id: string | null): boolean {
    const place = placeOf(this.definition, id);
    const page =
      place?.page ??
      (placeOf(this.definition, this.page) ? this.page : (this.definition.elements[0]?.id ?? null));
    const changed = this.selection !== (place ? id : null) || this.page !== page;
    this.selection = place ? id : null;
    this.page = page;
    return changed;
  }

  select(id: string | null): void {
    const closed = this.insertion !== null;
    this.insertion = null;
    if (this.look(id) || closed) this.tell("selection", "insertion");
  }

  /** Selects and, on a narrow screen, turns to the question. */
  focusOn(spot: Spot): void {
    this.look(spot.element);
    this.spot = spot;
    this.pane = "inspector";
    this.tell("selection", "view", "focus");
  }

  showProblem(problem: Problem): void {
    if (this.view !== "form") this.view = "form";
    this.focusOn(spotOf(this.definition, problem));
  }

  show(change: Partial<Pick<Workspace, "view" | "pane" | "problemsOpen" | "outlineOpen">>): void {
    Object.assign(this, change);
    this.tell("view");
  }

  speak(language: string): void {
    this.language = language;
    this.tell("language");
  }

  openPalette(target: Target | null): void {
    this.insertion = this.readOnly ? null : target;
    this.view = "form";
    if (target) {
      this.pane = "form";
      this.page =
        target.parent === null ? this.page : (placeOf(this.definition, target.parent)?.page ?? this.page);
    }
    this.tell("insertion", "view", "selection");
  }

  say(status: Status | null): void {
    this.status = status;
    this.tell("status");
  }

  // What the server said

  checked(answer: {
    readonly problems: readonly Problem[];
    readonly sentences: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly usage: Readonly<Record<string, number>>;
  }): void {
    this.problems = answer.problems;
    this.sentences = answer.sentences;
    this.usage = answer.usage;
    this.checkState = "done";
    this.everChecked = true;
    this.found = this.sorted();
    this.tell("check");
  }

  checking(state: CheckState): void {
    this.checkState = state;
    this.tell("check");
  }

  private sorted(): ReadonlyMap<string | null, readonly Problem[]> {
    const found = new Map<string | null, Problem[]>();
    for (const problem of this.problems) {
      const { element } = spotOf(this.definition, problem);
      found.set(element, [...(found.get(element) ?? []), problem]);
    }
    return found;
  }

  flagOf(id: string): Problem["severity"] | undefined {
    const found = this.found.get(id);
    return found && (found.some((problem) => problem.severity === "error") ? "error" : "warning");
  }

  /** Of an element itself; `null` asks for those of the form. */
  problemsOf(id: string | null): readonly Problem[] {
    return this.found.get(id) ?? [];
  }

  /** How many stored records hold an answer; 0 while nobody knows. */
  usageOf(id: string): number {
    return this.usage[id] ?? 0;
  }

  /** The rule of a property in words; "" if there is none or nobody has said it yet. */
  sentence(element: FormElement, property: string): string {
    return this.ruleInWords(asRule(element[property]), element.id, property);
  }

  /** At once if it is lines, else as the server last said it of this place, such as "constraints/0". */
  ruleInWords(rule: Rule | undefined, element: string, place: string): string {
    if (rule === undefined || typeof rule === "boolean") return "";
    const rows = rowsOf(rule, this.definition);
    return rows
      ? rowsInWords(rows, this.definition, this.language)
      : (this.sentences[element]?.[place] ?? "");
  }

  // The types of the site

  typeOf(element: FormElement): FieldType | undefined {
    return element.kind === "field"
      ? this.config.fieldTypes.find((type) => type.name === element["type"])
      : undefined;
  }

  propertiesOf(element: FormElement): readonly Property[] {
    if (element.kind !== "field") return this.config.elementProperties[element.kind] ?? [];
    const own = this.typeOf(element)?.properties ?? [];
    const names = new Set(own.map((property) => property.name));
    return [...this.config.commonProperties.filter((property) => !names.has(property.name)), ...own];
  }

  get size(): number {
    return places(this.definition).size;
  }
}
