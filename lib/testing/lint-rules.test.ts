import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// A linter that no longer checks anything reports no errors either. This test breaks each rule that the architecture
// relies on, in a separate project with our configuration, and requires the linter to find it.

const imports = "lint/style/noRestrictedImports";
const importOf = (path: string) => `import { a } from "${path}";\nexport const b = a;\n`;

const violations: [what: string, file: string, content: string, rule: string][] = [
  ["vocabulary imports node", "lib/oci/node.ts", importOf("node:fs"), imports],
  ["vocabulary imports a package", "lib/format/package.ts", importOf("react"), imports],
  ["vocabulary imports an adapter", "lib/contract/adapter.ts", importOf("@/lib/config/config"), imports],
  ["an adapter imports a use case", "lib/db/use-case.ts", importOf("@/lib/auth/actor"), imports],
  ["an adapter imports lib/http", "lib/registry/http.ts", importOf("@/lib/http/problem"), imports],
  ["an adapter imports the framework", "lib/jobs/framework.ts", importOf("next/headers"), imports],
  ["a use case imports lib/http", "lib/auth/http.ts", importOf("@/lib/http/problem"), imports],
  ["a use case imports the framework", "lib/catalog/framework.ts", importOf("next/cache"), imports],
  ["a use case imports a component", "lib/images/component.ts", importOf("@/components/ui/button"), imports],
  ["a use case reads the index", "lib/doctor/index.ts", importOf("@/lib/registry-index/tables/index-tables"), imports],
  ["the index imports a use case", "lib/registry-index/tags/use-case.ts", importOf("@/lib/catalog/list-tags"), imports],
  ["the doctor imports lib/http", "lib/doctor/http.ts", importOf("@/lib/http/problem"), imports],
  ["lib/http imports a use case", "lib/http/use-case.ts", importOf("@/lib/catalog/list-tags"), imports],
  ["a page imports the registry client", "app/registry.ts", importOf("@/lib/registry/list-tags"), imports],
  ["a page imports the database", "app/database.ts", importOf("@/lib/db/database"), imports],
  ["a page imports the registry client late", "app/late.ts", 'export const b = import("@/lib/registry/a");\n', imports],
  ["a component imports a server file", "components/tags/server.ts", importOf("@/lib/auth/actor"), imports],
  ["a component imports another feature", "components/tags/other.ts", importOf("@/components/images/a"), imports],
  ["a component imports Next's link", "components/tags/link.ts", importOf("next/link"), imports],
  ["a page imports Next's link", "app/link.ts", importOf("next/link"), imports],
  ["a component imports zod", "components/tags/zod.ts", importOf("zod"), imports],
  [
    "a component imports a schema of the contract",
    "components/tags/schema.ts",
    'import { aSchema } from "@/lib/contract/a";\nexport const b = aSchema;\n',
    imports,
  ],
  ["the kit imports a feature", "components/ui/feature.ts", importOf("@/components/tags/a"), imports],
  ["a module is left by ../", "lib/auth/parent.ts", importOf("../http/problem"), imports],
  ["undici is used outside lib/registry", "lib/catalog/undici.ts", importOf("undici"), imports],
  ["fetch is used", "lib/catalog/fetch.ts", 'export const a = () => fetch("/");\n', "lint/style/noRestrictedGlobals"],
  ["the environment is read", "lib/auth/env.ts", "export const a = process.env.A;\n", "lint/style/noProcessEnv"],
  ["a module has Server Actions", "app/actions.ts", '"use server";\nexport async function a() {}\n', "plugin"],
  ["a function is a Server Action", "app/action.ts", 'export async function a() {\n  "use server";\n}\n', "plugin"],
  [
    "a query's key is written by hand",
    "components/tags/key.ts",
    'export const a = { queryKey: ["tags"] };\n',
    "plugin",
  ],
  ["a literal is spread", "lib/auth/spread.ts", "export const a = { ...{ b: 1 }, c: 2 };\n", "plugin"],
  [
    "HTML is set from a string",
    "components/tags/html.tsx",
    'export const A = () => <p dangerouslySetInnerHTML={{ __html: "" }} />;\n',
    "lint/security/noDangerouslySetInnerHtml",
  ],
  ["a file is too long", "lib/auth/long.ts", "export const a = 1;\n".repeat(251), "lint/style/noExcessiveLinesPerFile"],
  [
    "two files import each other",
    "lib/db/cycle-a.ts",
    'import { b } from "./cycle-b";\nexport const a = b;\n',
    "lint/suspicious/noImportCycles",
  ],
];

const clean: [what: string, file: string, content: string][] = [
  [
    "vocabulary imports zod and vocabulary",
    "lib/oci/clean.ts",
    `${importOf("zod")}export { c } from "@/lib/errors/c";\n`,
  ],
  ["a use case imports an adapter", "lib/catalog/clean.ts", importOf("@/lib/registry/list-tags")],
  ["lib/http imports auth", "lib/http/clean.ts", importOf("@/lib/auth/actor")],
  ["a route imports a use case", "app/clean.ts", importOf("@/lib/catalog/list-tags")],
  [
    "a feature imports types and paths of the contract",
    "components/tags/contract.ts",
    'import type { A } from "@/lib/contract/a";\nimport { apiPaths } from "@/lib/contract/paths";\nexport const b: A = apiPaths;\n',
  ],
  ["a feature imports the kit", "components/tags/clean.ts", importOf("@/components/ui/button")],
];

type Diagnostic = { category: string; location: { path?: string | { file: string } } };
let project: string;
let found: Map<string, string[]>;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "shipshape-lint-"));
  for (const name of ["biome.json", ".biome", ".gitignore"])
    cpSync(resolve(name), join(project, name), { recursive: true });
  plant("lib/db/cycle-b.ts", 'import { a } from "./cycle-a";\nexport const b = a;\n');
  for (const [, file, content] of [...violations, ...clean]) plant(file, content);
  found = lint();
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function plant(file: string, content: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), content);
}

function lint(): Map<string, string[]> {
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."];
  const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  const byFile = new Map<string, string[]>();
  for (const { category, location } of diagnostics) {
    const file = typeof location.path === "string" ? location.path : (location.path?.file ?? "");
    byFile.set(file.replace(/^\.\//, ""), [...(byFile.get(file.replace(/^\.\//, "")) ?? []), category]);
  }
  return byFile;
}

describe("the linter fails where", () => {
  it.each(violations)("%s", (_what, file, _content, rule) => {
    expect(found.get(file)).toContain(rule);
  });
});

describe("the linter accepts that", () => {
  it.each(clean)("%s", (_what, file) => {
    expect(found.get(file) ?? []).not.toContain(imports);
  });
});
