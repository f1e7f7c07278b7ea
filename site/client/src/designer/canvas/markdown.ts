/** Just enough Markdown to recognise a text on the canvas; the form itself is rendered by the server. */

import { h } from "../dom";

export function markdown(text: string): HTMLElement[] {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map(blockOf);
}

function blockOf(block: string): HTMLElement {
  const lines = block.split("\n");
  if (lines.every((line) => /^[-*] /.test(line)))
    return h("ul", {}, ...lines.map((line) => h("li", {}, ...inline(line.slice(2)))));
  const heading = /^#{1,6} (.*)$/.exec(block);
  if (heading) return h("p", {}, h("strong", {}, heading[1] ?? ""));
  return h("p", {}, ...inline(lines.join(" ")));
}

function inline(text: string): (Node | string)[] {
  return text.split(/(\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).map((part) => {
    if (part.startsWith("**")) return h("strong", {}, part.slice(2, -2));
    const link = /^\[([^\]]+)\]\([^)]+\)$/.exec(part);
    return link ? h("span", { class: "designer-mock-link" }, link[1] ?? "") : part;
  });
}
