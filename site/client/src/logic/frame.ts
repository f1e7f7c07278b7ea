/** What a rule is evaluated against: the answers of one row or form, and the circumstances. */

export interface FrameParts {
  values?: Readonly<Record<string, unknown>>;
  missing?: Readonly<Record<string, string>>;
  parent?: Frame | null;
  index?: number | null;
}

/** The answers of a form, or of one row of a repeat, by field id; `rows` goes by repeat id, `index` counts from 0. */
export class Frame {
  values: Readonly<Record<string, unknown>>;
  missing: Readonly<Record<string, string>>;
  readonly rows: Record<string, Frame[]> = {};
  readonly parent: Frame | null;
  readonly index: number | null;

  constructor({ values = {}, missing = {}, parent = null, index = null }: FrameParts = {}) {
    this.values = values;
    this.missing = missing;
    this.parent = parent;
    this.index = index;
  }

  /** Appends a row to a repeat and returns it. */
  addRow(
    repeat: string,
    values: Readonly<Record<string, unknown>>,
    missing: Readonly<Record<string, string>> = {},
  ): Frame {
    const rows = (this.rows[repeat] ??= []);
    const row = new Frame({ values, missing, parent: this, index: rows.length });
    rows.push(row);
    return row;
  }
}

/** The circumstances of an evaluation; `descendants` maps a term `system|code` to those below it. */
export interface Context {
  readonly today: string;
  readonly userRoles: readonly string[];
  readonly step: string | null;
  readonly patientAge: number | null;
  readonly patientSex: string | null;
  readonly descendants: ReadonlyMap<string, ReadonlySet<string>>;
}
