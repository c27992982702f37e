import "server-only";
import { findFlaws, type KnownSoftware, toFoundFlaw } from "./find-flaws";
import type { Judgement } from "./judgement";
import type { Version } from "./known-flaws";

export type SoftwareFacts = {
  /** The software, as `getCapabilities` recognises it. */
  kind: string;
  /** The version, such as "2.8.2"; null if it is unknown. */
  exact: string | null;
  /** Whether the registry refuses catalog pages that are too large, as CNCF Distribution does since 2.8.2. */
  limitsPages: boolean;
  storage: KnownSoftware["storage"];
  repositories: number | null;
};

type Family = { name: string; from: Version; to: Version };

const families: Record<string, Family> = {
  "distribution-2": { name: "CNCF Distribution 2.8 or earlier", from: [2, 0, 0], to: [2, 8, 99] },
  "distribution-3": { name: "CNCF Distribution 3.x", from: [3, 0, 0], to: [3, 99, 99] },
};

// Distinguishes 2.8.2 and 2.8.3 from earlier versions.
const late2: Family = { name: "CNCF Distribution 2.8.2 or a later 2.8", from: [2, 8, 2], to: [2, 8, 99] };

const others = ["zot", "harbor", "quay", "gitlab"];

/** Judges which software the registry is, and which known flaws it has. */
export function judgeVersion({ kind, exact, limitsPages, storage, repositories }: SoftwareFacts): Judgement {
  const check = "version";
  const family = kind === "distribution-2" && limitsPages ? late2 : families[kind];
  if (!family)
    return others.includes(kind)
      ? { check, state: "unknown", code: "version.named", values: { software: kind } }
      : { check, state: "unknown", code: "version.unknown" };
  const version = parse(exact);
  const range = version ? { from: version, to: version } : family;
  const found = findFlaws({ ...range, storage, repositories });
  const flaws = found.map(toFoundFlaw);
  const harmful = found.filter(({ evaded }) => !evaded);
  const named = { name: exact ? `CNCF Distribution ${exact}` : family.name, exact: exact ? "yes" : "no" };
  if (harmful.length === 0)
    return { check, state: "ok", code: "version.ok", values: { ...named, evaded: found.length }, flaws };
  const certain = harmful.filter(({ onlyIf }) => onlyIf.length === 0).length;
  if (certain > 0)
    return { check, state: "attention", code: "version.harmful", values: { ...named, count: certain }, flaws };
  return { check, state: "unknown", code: "version.maybeHarmful", values: { ...named, count: harmful.length }, flaws };
}

function parse(version: string | null): Version | null {
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(version ?? "");
  return numbers ? [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])] : null;
}
