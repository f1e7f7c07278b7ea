// Answers a file of cases with the browser's evaluator: node answer_cases.mjs BUNDLE CASES ANSWERS
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [bundle, cases, answers] = process.argv.slice(2);
const { answerCase, symbolsFrom } = await import(pathToFileURL(bundle).href);
const sent = JSON.parse(readFileSync(cases, "utf8"));
const symbols = symbolsFrom(sent);
const found = sent.cases.map((each) => answerCase(each, symbols, sent.context));
writeFileSync(answers, JSON.stringify(found));
