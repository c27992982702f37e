import "server-only";
import type { Finding } from "@/lib/contract/doctor";
import { findFlaws, type KnownSoftware } from "./find-flaws";
import type { Judgement } from "./judgement";
import type { Version } from "./known-flaws";

export type SoftwareFacts = {
  /** As `getCapabilities` recognises it. */
  kind: string;
  /** Such as "2.8.2", where somebody knows it. */
  exact: string | null;
  /** It refuses pages of its catalog that are too large, as CNCF Distribution does since 2.8.2. */
  limitsPages: boolean;
  storage: KnownSoftware["storage"];
  repositories: number | null;
};

type Family = { name: string; from: Version; to: Version };

const families: Record<string, Family> = {
  "distribution-2": { name: "CNCF Distribution 2.8 or earlier", from: [2, 0, 0], to: [2, 8, 99] },
  "distribution-3": { name: "CNCF Distribution 3.x", from: [3, 0, 0], to: [3, 99, 99] },
};

// What tells 2.8.2 and 2.8.3 from what was before.
const late2: Family = { name: "CNCF Distribution 2.8.2, or a later 2.8", from: [2, 8, 2], to: [2, 8, 99] };

const others: Record<string, string> = {
  zot: "zot",
  harbor: "Harbor",
  quay: "Quay",
  gitlab: "the GitLab Container Registry",
};

/** What software it is, and which flaws of it are known. */
export function judgeVersion({ kind, exact, limitsPages, storage, repositories }: SoftwareFacts): Judgement {
  const check = "version";
  const family = kind === "distribution-2" && limitsPages ? late2 : families[kind];
  if (!family) {
    const name = others[kind];
    const seen = name
      ? `It is ${name}. Its version can't be seen from outside, and the console keeps no list of its flaws.`
      : "What software it is can't be told from its answers, so neither can its flaws.";
    return { check, state: "unknown", seen };
  }
  const version = parse(exact);
  const range = version ? { from: version, to: version } : family;
  const found = findFlaws({ ...range, storage, repositories });
  const flaws = found.map(({ title, consequence, remedy, onlyIf, evaded }) => ({
    title,
    consequence,
    remedy,
    onlyIf,
    evaded,
  }));
  const harmful = found.filter(({ evaded }) => !evaded);
  const name = exact ? `CNCF Distribution ${exact}` : family.name;
  const whether = exact ? "" : " A registry doesn't tell its exact version.";
  if (harmful.length === 0)
    return { check, state: "ok", seen: `It is ${name}.${whether} ${evadedWords(found.length)}`, flaws };
  const certain = harmful.filter(({ onlyIf }) => onlyIf === null).length;
  const state: Finding["state"] = certain > 0 ? "attention" : "unknown";
  const seen =
    certain > 0
      ? `It is ${name}, which has ${certain === 1 ? "a known flaw" : `${certain} known flaws`} that the console can't make up for.`
      : `It is ${name}.${whether} Whether ${harmful.length === 1 ? "a flaw of some versions concerns" : `${harmful.length} flaws of some versions concern`} it can't be told from here.`;
  return { check, state, seen, flaws };
}

function evadedWords(count: number): string {
  if (count === 0) return "The console knows of no flaw in it.";
  return count === 1
    ? "The console makes up for the one flaw it knows of."
    : `The console makes up for the ${count} flaws it knows of.`;
}

function parse(version: string | null): Version | null {
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(version ?? "");
  return numbers ? [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])] : null;
}
