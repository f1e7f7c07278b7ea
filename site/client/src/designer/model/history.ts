/** Undo and redo for the whole time the editor is open. */

export interface Step<State> {
  readonly state: State;
  /** Steps with the same topic within a second become one: typing a word is undone as a word. */
  readonly topic: string | null;
  readonly at: number;
}

const LONGEST = 500;
const TYPING_MS = 1000;

export class History<State> {
  private past: Step<State>[] = [];
  private future: Step<State>[] = [];
  private present: Step<State>;

  constructor(state: State) {
    this.present = { state, topic: null, at: 0 };
  }

  get state(): State {
    return this.present.state;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** `at` is milliseconds of any clock that doesn't run backwards. */
  push(state: State, topic: string | null, at: number): void {
    const continues =
      topic !== null &&
      topic === this.present.topic &&
      at - this.present.at < TYPING_MS &&
      this.past.length > 0;
    if (!continues) {
      this.past.push(this.present);
      if (this.past.length > LONGEST) this.past.shift();
    }
    this.future = [];
    this.present = { state, topic, at };
  }

  undo(): State | undefined {
    const step = this.past.pop();
    if (!step) return undefined;
    this.future.push(this.present);
    this.present = { ...step, topic: null };
    return this.present.state;
  }

  redo(): State | undefined {
    const step = this.future.pop();
    if (!step) return undefined;
    this.past.push(this.present);
    this.present = { ...step, topic: null };
    return this.present.state;
  }
}
