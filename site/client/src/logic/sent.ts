/** Frames and circumstances as the server sends them. */

import { type Context, Frame } from "./frame";

export interface SentFrame {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly missing?: Readonly<Record<string, string>>;
  readonly rows?: Readonly<Record<string, readonly SentFrame[]>>;
}

export interface SentContext {
  readonly today: string;
  readonly user_roles?: readonly string[];
  readonly step?: string | null;
  readonly patient_age?: number | null;
  readonly patient_sex?: string | null;
  readonly descendants?: Readonly<Record<string, readonly string[]>>;
}

export function frameFrom(sent: SentFrame): Frame {
  const frame = new Frame({ values: sent.values ?? {}, missing: sent.missing ?? {} });
  addRows(frame, sent);
  return frame;
}

function addRows(frame: Frame, sent: SentFrame): void {
  for (const [repeat, rows] of Object.entries(sent.rows ?? {})) {
    frame.rows[repeat] ??= [];
    for (const row of rows) addRows(frame.addRow(repeat, row.values ?? {}, row.missing ?? {}), row);
  }
}

export function contextFrom(sent: SentContext): Context {
  const descendants = Object.entries(sent.descendants ?? {});
  return {
    today: sent.today,
    userRoles: sent.user_roles ?? [],
    step: sent.step ?? null,
    patientAge: sent.patient_age ?? null,
    patientSex: sent.patient_sex ?? null,
    descendants: new Map(descendants.map(([term, below]) => [term, new Set(below)])),
  };
}
