/** Line icons drawn on a 24-pixel grid. A name that is not here gets a plain one, so a new field type needs no icon. */

const PATHS: Readonly<Record<string, string>> = {
  page: "M6 3h8l5 5v13H6zM14 3v5h5",
  section: "M4 5h16M4 10h16v9H4z",
  row: "M3 7h8v10H3zM13 7h8v10h-8z",
  repeat: "M4 9a4 4 0 0 1 4-4h11M16 2l3 3-3 3M20 15a4 4 0 0 1-4 4H5M8 22l-3-3 3-3",
  note: "M12 11v6M12 7.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  field: "M4 7h16v10H4z",
  text: "M5 6h14M12 6v13M9 19h6",
  long_text: "M4 6h16M4 10h16M4 14h16M4 18h9",
  number: "M9 4 7 20M17 4l-2 16M4 9h16M4 15h16",
  boolean: "M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7M8 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  choice: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  choices: "M4 4h16v16H4zM8 12l3 3 5-6",
  date: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  coded_term: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M8 11h6",
  term: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M8 11h6",
  file: "M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l8-8",
  undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h4",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  copy: "M8 8h12v12H8zM16 8V4H4v12h4",
  delete: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5",
  add: "M12 5v14M5 12h14",
  flag: "M6 21V4M6 5h12l-3 4 3 4H6",
  warning: "M12 4 2.5 20h19zM12 10v5M12 17.5v.5",
  check: "M5 13l5 5L20 7",
  shield: "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z",
  rule: "M6 4v6a4 4 0 0 0 4 4h8M14 10l4 4-4 4M6 10v10",
  outline: "M4 6h4M4 12h4M4 18h4M11 6h9M11 12h9M11 18h9",
  expand: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  shrink: "M20 10h-6V4M14 10l6-6M4 14h6v6M10 14l-6 6",
  close: "M6 6l12 12M18 6 6 18",
  down_small: "M7 10l5 5 5-5",
  right_small: "M10 7l5 5-5 5",
  grip: "M9 6v.01M9 12v.01M9 18v.01M15 6v.01M15 12v.01M15 18v.01",
  import: "M12 3v12M7 10l5 5 5-5M4 20h16",
  language: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  paste: "M9 4h6v3H9zM15 5h4v16H5V5h4M9 12h6M9 16h6",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01",
};

const NAMESPACE = "http://www.w3.org/2000/svg";

export function icon(...names: readonly string[]): SVGSVGElement {
  const name = names.find((candidate) => candidate in PATHS) ?? "field";
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `designer-icon designer-icon--${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", PATHS[name] ?? "");
  svg.append(path);
  return svg;
}
