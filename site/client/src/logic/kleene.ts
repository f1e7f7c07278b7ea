/** Logic with an unknown, which is `null`. */

export type Fact = boolean | null;

export function negation(fact: Fact): Fact {
  return fact === null ? null : !fact;
}

/** Whether all are true: one false settles it, else one unknown leaves it open. */
export function every(facts: readonly Fact[]): Fact {
  if (facts.includes(false)) return false;
  return facts.includes(null) ? null : true;
}

/** Whether one is true: one true settles it, else one unknown leaves it open. */
export function some(facts: readonly Fact[]): Fact {
  if (facts.includes(true)) return true;
  return facts.includes(null) ? null : false;
}
