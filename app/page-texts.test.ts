import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import messages from "@/messages/en.json";
import { commonTexts, pickTexts } from "./page-texts";

// A page must pass the browser every text it asks for there: the test follows the page's imports to find them.

const root = resolve(import.meta.dirname, "..");

function resolveImport(from: string, what: string): string[] {
  if (!what.startsWith("@/") && !what.startsWith(".")) return [];
  const base = what.startsWith("@/") ? join(root, what.slice(2)) : join(dirname(from), what);
  return ["", ".ts", ".tsx"]
    .map((ending) => base + ending)
    .filter((file) => existsSync(file) && statSync(file).isFile());
}

function filesFrom(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const imports = readFileSync(file, "utf8").matchAll(
    /^import (?!type).*?"([^"]+)";|import\("([^"]+)"\)|from "([^"]+)";/gm,
  );
  for (const [, one, late, other] of imports)
    for (const found of resolveImport(file, one ?? late ?? other ?? "")) filesFrom(found, known);
  return known;
}

const askedFor = (text: string) =>
  [...text.matchAll(/useTranslations\("([^"]+)"\)/g)].map(([, name]) => name as string);
const given = (text: string) =>
  [...text.matchAll(/<PageTexts\s+of=\{\[([^\]]*)\]/g)].flatMap(([, list = ""]) =>
    [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name as string),
  );

function read(file: string) {
  const texts = [...filesFrom(join(root, file))].map((found) => readFileSync(found, "utf8"));
  return { asked: [...new Set(texts.flatMap(askedFor))], given: texts.flatMap(given) };
}

const isIn = (name: string, namespaces: readonly string[]) =>
  namespaces.some((namespace) => name === namespace || name.startsWith(`${namespace}.`));

const around = [...commonTexts, ...read("app/(console)/layout.tsx").given];

describe("a page has every text that it asks for, and no other", () => {
  test.each(globSync("app/**/{page,layout,error,not-found}.tsx", { cwd: root }).sort())("%s", (file) => {
    const page = read(file);
    const has = file.startsWith("app/(console)") ? around : commonTexts;
    expect(page.asked.filter((name) => !isIn(name, [...has, ...page.given]))).toEqual([]);
    expect(page.given.filter((name) => !page.asked.some((asked) => isIn(asked, [name])))).toEqual([]);
  });
});

test("of a namespace within another the others are left out", () => {
  expect(pickTexts(messages, ["garbageCollection.states", "app"])).toEqual({
    garbageCollection: { states: messages.garbageCollection.states },
    app: messages.app,
  });
});
