/** Rules: typed JSON trees that give the same result here and on the server. */

export { compileRule } from "./compile";
export { type Context, Frame } from "./frame";
export { type Evaluate, RuleRefused } from "./operator";
export { OPERATORS } from "./operators";
export { compilePattern } from "./patterns";
export { type SentContext, type SentFrame, contextFrom, frameFrom } from "./sent";
export type { FieldSymbol, Symbols } from "./symbols";
export { references } from "./tree";
export type { TypeName } from "./types";
export { type Value, asAnswer } from "./values";
