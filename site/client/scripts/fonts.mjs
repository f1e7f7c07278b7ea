// Puts the fonts of printed documents beside the browser's files: the typesetter reads TrueType only, browsers get WOFF2.
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const STYLES = ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"];

const source = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/source-sans-3/package.json"));
const target = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "fonts");

mkdirSync(target, { recursive: true });
for (const style of STYLES) {
  const file = join(source, style, `SourceSans3_${style}.ttf`);
  copyFileSync(file, join(target, basename(file)));
}
copyFileSync(join(source, "LICENSE_FONT"), join(target, "OFL.txt"));
