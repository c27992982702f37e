import { readFileSync, writeFileSync } from "node:fs";
import { projectFolder } from "./project-folder.mjs";
import { runCommand } from "./run-command.mjs";

// Which folder may import which: the only place that defines it. `node bin/import-rules.mjs` writes it into biome.json.

const vocabulary = ["lib/oci", "lib/format", "lib/errors", "lib/contract"];

const adapters = [
  ...["lib/config", "lib/logging", "lib/metrics", "lib/tracing", "lib/db", "lib/jobs", "lib/process", "lib/paging"],
  ...["lib/registry", "lib/registry-index", "lib/service-client", "lib/docker", "lib/embedded-registry"],
];

const useCases = [
  ...[
    "lib/access",
    "lib/auth",
    "lib/catalog",
    "lib/deletion",
    "lib/doctor",
    "lib/garbage-collection",
    "lib/images",
    "lib/indexing",
  ],
  ...["lib/monitoring", "lib/backup"],
  ...["lib/notifications", "lib/protection", "lib/retention", "lib/samples", "lib/search", "lib/storage"],
  "lib/tag-history",
];

const features = [
  ...[
    "access",
    "deletion",
    "doctor",
    "frame",
    "pull-command",
    "registries",
    "repositories",
    "retention",
    "search",
    "settings",
  ],
  ...["sign-in", "stale", "storage", "tags"],
].map((name) => `components/${name}`);
// The subfolders of these features import each other.
const featuresOfRooms = ["components/garbage-collection", "components/images"];

// Every other folder reads the index through one of its questions.
const readTables = ["lib/registry-index", "lib/search", "lib/storage", "lib/catalog/lists"];

const framework = ["next", "next/**", "react", "react/**", "react-dom", "react-dom/**", "@tanstack/**"];

const notByParent = { group: ["../**", ".."], message: "Write ./ inside a module and @/ across modules." };
const noUndici = {
  group: ["undici", "undici/**"],
  message: "Only lib/registry and lib/service-client speak to the outside.",
};
const noLink = {
  group: ["next/link"],
  message: "Links are those of components/ui/link: Next's own ask for every page in sight.",
};
const noTables = {
  group: ["@/lib/registry-index/tables/index-tables", "@/lib/registry-index/tables/search-tables"],
  message:
    "The index's tables are read by lib/registry-index, lib/search, lib/storage and the lists; others ask its questions.",
};
const inTheBrowser = [
  {
    group: ["server-only", "undici", "undici/**", "node:*", "kysely", "better-sqlite3", "pg", "pino"],
    message: "Components run in the browser.",
  },
  noLink,
  {
    group: ["zod", "zod/**"],
    message: "The browser takes types from the contract; zod weighs as much as half a page.",
  },
  {
    group: ["@/lib/contract/**", "@/lib/oci/**"],
    importNamePattern: ".*Schema",
    message: "The browser takes types from the contract; a schema would bring zod along.",
  },
];

const noFramework = (who) => ({ group: framework, message: `${who} know neither pages nor the framework.` });
const only = (folders, message) => ({ group: ["@/**", ...folders.map((folder) => `!@/${folder}`)], message });
const inside = (folders) => folders.map((folder) => `${folder}/**`);

const adapterPatterns = [
  only(
    [...inside([...vocabulary, ...adapters]), "package.json", "server/base-path.mjs"],
    "Adapters import vocabulary and each other.",
  ),
  noFramework("Adapters"),
];
const useCasePatterns = [
  only(
    [...inside([...vocabulary, ...adapters, ...useCases, "lib/i18n"]), "package.json"],
    "Use cases import vocabulary, adapters, sentences and each other.",
  ),
  noFramework("Use cases"),
  noUndici,
];
const outside = ["lib/registry", "lib/service-client"];
const without = (folders, others) => folders.filter((folder) => !others.includes(folder));

/**
 * The imports that each row's folders must not use; if two rows match a file, the later one applies.
 * @type {{folders: string[], patterns: object[]}[]}
 */
const rows = [
  {
    folders: vocabulary,
    patterns: [
      {
        group: ["**", "!./**", "!zod", ...inside(vocabulary).map((folder) => `!@/${folder}`)],
        message: "Vocabulary is pure: it imports vocabulary and zod only.",
      },
    ],
  },
  { folders: without(adapters, [...outside, ...readTables]), patterns: [...adapterPatterns, noUndici, noTables] },
  { folders: outside, patterns: [...adapterPatterns, noTables] },
  { folders: ["lib/registry-index"], patterns: [...adapterPatterns, noUndici] },
  { folders: without(useCases, readTables), patterns: [...useCasePatterns, noTables] },
  { folders: without(readTables, adapters), patterns: useCasePatterns },
  {
    folders: ["lib/boot"],
    patterns: [
      only(
        [...inside([...vocabulary, ...adapters, ...useCases, "lib/boot"]), "package.json"],
        "The start composes use cases and adapters; it knows no page.",
      ),
      noFramework("Those who start the console"),
      noUndici,
    ],
  },
  {
    folders: ["lib/http"],
    patterns: [
      only(
        inside([...vocabulary, "lib/auth", "lib/config", "lib/i18n", "lib/logging", "lib/process", "lib/http"]),
        "lib/http imports vocabulary, auth, config, i18n, logging and process.",
      ),
      noUndici,
    ],
  },
  { folders: ["lib/i18n"], patterns: [noUndici] },
  {
    folders: ["app"],
    patterns: [
      only(
        [...inside([...vocabulary, ...useCases, "lib/http", "components", "app"]), "package.json"],
        "Pages and routes import use cases, lib/http, vocabulary and components.",
      ),
      noLink,
      noUndici,
    ],
  },
  {
    folders: ["components/ui", "components/api"],
    patterns: [
      only(inside([...vocabulary, "components/ui", "components/api"]), "The kit knows no feature."),
      ...inTheBrowser,
    ],
  },
  { folders: features, patterns: featurePatterns() },
  ...featuresOfRooms.map((feature) => ({ folders: [feature], patterns: featurePatterns(feature) })),
];

function featurePatterns(...own) {
  const folders = inside([...vocabulary, "components/ui", "components/api", ...own]);
  const message = "A feature imports its own files, components/ui, components/api and vocabulary.";
  return [only(folders, message), ...inTheBrowser];
}

/** Every folder that has a row. */
export const foldersWithRow = rows.flatMap(({ folders }) => folders);

/** Returns the linter's configuration with the rules of the table in place of its present ones. */
export function withImportRules(configuration) {
  const kept = configuration.overrides.filter((override) => !isGenerated(override));
  const made = rows.map(({ folders, patterns }) => overrideFor(folders, [...patterns, notByParent]));
  return { ...configuration, overrides: [...made, ...kept] };
}

// Tests have their own row, which also switches off other rules.
const isGenerated = ({ includes, linter }) =>
  linter.rules.style?.noRestrictedImports !== undefined && !includes.some((glob) => glob.includes(".test."));

function overrideFor(folders, patterns) {
  const includes = folders.flatMap((folder) => (folder === "app" ? ["app/**", "proxy.ts"] : [`${folder}/**`]));
  const rule = { level: "error", options: { patterns } };
  return { includes, linter: { rules: { style: { noRestrictedImports: rule } } } };
}

if (import.meta.main) {
  const file = `${projectFolder}/biome.json`;
  const configuration = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, `${JSON.stringify(withImportRules(configuration), null, 2)}\n`);
  await runCommand("npx", ["biome", "format", "--write", file], { cwd: projectFolder, timeoutMs: 60_000 });
}
