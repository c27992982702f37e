import { isDeepStrictEqual } from "node:util";

// biome-ignore lint/suspicious/noExplicitAny: objects of Kubernetes, of whatever kind.
export type Json = any;

export type Operation = { op: string; path: string; value?: unknown };

/** A failed test, or a path that doesn't exist: the API server answers both with 422. */
export class PatchRefused extends Error {}

/** Applies an RFC 6902 patch to a copy, completely or not at all, as the API server does. Throws PatchRefused. */
export function applyJsonPatch(object: Json, operations: readonly Operation[]): Json {
  const copy = structuredClone(object);
  for (const operation of operations) applyOne(copy, operation);
  return copy;
}

function applyOne(object: Json, { op, path, value }: Operation): void {
  const keys = path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop() ?? "";
  const parent = keys.reduce((at, key) => at?.[key], object);
  if (parent === undefined || parent === null) throw new PatchRefused(`${op} ${path}: no such place`);
  const isThere = Object.hasOwn(parent, last);
  if (op === "test") {
    if (!isDeepStrictEqual(parent[last], value)) throw new PatchRefused(`testing path ${path} failed`);
  } else if (op === "add") add(parent, last, value, path);
  else if (!isThere) throw new PatchRefused(`${op} ${path}: no such place`);
  else if (op === "replace") parent[last] = value;
  else if (op !== "remove") throw new PatchRefused(`unexpected kind: ${op}`);
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

function add(parent: Json, last: string, value: unknown, path: string): void {
  if (!Array.isArray(parent)) parent[last] = value;
  else if (last === "-") parent.push(value);
  else if (Number(last) <= parent.length) parent.splice(Number(last), 0, value);
  else throw new PatchRefused(`add ${path}: no such place`);
}
