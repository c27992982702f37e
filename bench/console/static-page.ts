import { rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

/** A file that the console's own server serves unchanged, to compare a page with. */
export type StaticPage = { path: string; write(html: string): void; remove(): void };

/** Makes the file, empty: the server lists its static files when it starts, and reads their content when asked. */
export function createStaticPage(name: string): StaticPage {
  const file = resolve(".next/standalone/public", `bench-${name}.html`);
  writeFileSync(file, "");
  return {
    path: `/bench-${name}.html`,
    write: (html) => writeFileSync(file, html),
    remove: () => rmSync(file, { force: true }),
  };
}
