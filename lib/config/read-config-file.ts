import "server-only";
import { dirname, resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { type ConfigFile, type FileRegistry, fileSchema, registrySchema } from "./file-schema";
import type { Mistakes } from "./mistakes";
import { readTextFile } from "./read-text-file";
import { findVariable, type Source } from "./source";

export type ReadConfigFile = ConfigFile & { /** Relative paths in the file start here. */ directory: string };

/**
 * Reads the file that `SHIPSHAPE_CONFIG` names, else `./shipshape.yaml` if it exists. Returns null without a file, and
 * if the file can't be used, which adds a mistake.
 */
export function readConfigFile(source: Source, mistakes: Mistakes): ReadConfigFile | null {
  const named = findVariable(source, "SHIPSHAPE_CONFIG");
  const file = resolve(source.directory, named ?? "shipshape.yaml");
  const text = named === null ? readIfPresent(source, file) : readTextFile(source, mistakes, "SHIPSHAPE_CONFIG", file);
  if (text === null) return null;
  mistakes.file = file;
  const content = parseYaml(mistakes, file, text);
  if (content === undefined) return null;
  const parsed = fileSchema.safeParse(content ?? {}, { error: describeIssue });
  if (parsed.success) return { ...parsed.data, directory: dirname(file) };
  for (const issue of parsed.error.issues) mistakes.add(placeOf(issue.path, file), issue.message);
  const registries = salvageRegistries(content);
  return registries && { registries, directory: dirname(file) };
}

// Well-formed registries are checked further, so that their mistakes are reported together with all others. The others
// leave gaps in the list, so that the places stay right.
function salvageRegistries(content: unknown): FileRegistry[] | null {
  const listed = (content as { registries?: unknown } | null)?.registries;
  if (!Array.isArray(listed)) return null;
  const registries: FileRegistry[] = new Array(listed.length);
  for (const [index, entry] of listed.entries()) {
    const parsed = registrySchema.safeParse(entry);
    if (parsed.success) registries[index] = parsed.data;
  }
  return registries;
}

function readIfPresent(source: Source, file: string): string | null {
  try {
    return source.readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

// The parser's own messages quote the text around the mistake, which may be a password in the wrong place.
function parseYaml(mistakes: Mistakes, file: string, text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length === 0) return document.toJS({ maxAliasCount: 100 }) as unknown;
  for (const error of document.errors) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    mistakes.add(`${file}:${line}:${col}`, `is not valid YAML (${error.code.toLowerCase().replaceAll("_", " ")})`);
  }
  return undefined;
}

type Issue = {
  code?: string | undefined;
  keys?: readonly string[];
  input?: unknown;
  /** The allowed values of a choice (`values`), and of the setting that selects a kind (`options`). */
  values?: readonly unknown[];
  options?: readonly unknown[];
};

// Returns undefined to keep zod's default text, which never contains the value.
function describeIssue(issue: Issue): string | undefined {
  if (issue.code === "unrecognized_keys") return `has unknown settings: ${(issue.keys ?? []).join(", ")}`;
  if (issue.code === "invalid_type" && issue.input === undefined) return "is required";
  const choice = issue.values ?? issue.options;
  if (choice && choice.length > 0) return `must be one of ${choice.join(", ")}`;
  return undefined;
}

function placeOf(path: readonly PropertyKey[], file: string): string {
  if (path.length === 0) return file;
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index ? "." : ""}${String(key)}`))
    .join("");
}
