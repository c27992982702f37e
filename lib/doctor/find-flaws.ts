import "server-only";
import type { FoundFlaw } from "@/lib/contract/doctor";
import { inWords, type Sentence } from "@/lib/i18n/sentences";
import { type Flaw, knownFlaws, type Version } from "./known-flaws";

/** What is known about a registry; null means unknown. */
export type KnownSoftware = {
  /** The first and the last version that it may be. */
  from: Version;
  to: Version;
  storage: "filesystem" | "s3" | null;
  repositories: number | null;
};

/** A flaw that concerns a registry. With `onlyIf`, it concerns the registry only if all of that holds. */
export type ConcerningFlaw = Flaw & { onlyIf: Sentence[] };

/** Returns the known flaws that a registry has, or may have as far as can be determined. */
export function findFlaws(software: KnownSoftware, flaws: readonly Flaw[] = knownFlaws): ConcerningFlaw[] {
  return flaws.flatMap((flaw) => {
    const conditions = conditionsOf(flaw, software);
    return conditions === "never" ? [] : [{ ...flaw, onlyIf: conditions }];
  });
}

function conditionsOf(flaw: Flaw, { from, to, storage, repositories }: KnownSoftware): Sentence[] | "never" {
  if (isBefore(to, flaw.from) || isBefore(flaw.to, from)) return "never";
  if (flaw.storage && storage !== null && flaw.storage !== storage) return "never";
  const { moreRepositoriesThan: most } = flaw;
  if (most !== undefined && repositories !== null && repositories <= most) return "never";
  const certainVersion = !isBefore(from, flaw.from) && !isBefore(flaw.to, to);
  const range = { from: print(flaw.from), to: print(flaw.to) };
  return [
    ...(certainVersion ? [] : [{ key: "flaws.onlyIf.version", values: range } as const]),
    ...(flaw.storage && storage === null
      ? [{ key: "flaws.onlyIf.storage", values: { storage: flaw.storage.toUpperCase() } } as const]
      : []),
    ...(most !== undefined && repositories === null
      ? [{ key: "flaws.onlyIf.repositories", values: { count: most } } as const]
      : []),
  ];
}

function isBefore(a: Version, b: Version): boolean {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && (a[at] as number) < (b[at] as number);
}

const print = (version: Version) => version.join(".");

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** Returns the flaw in words. */
export function toFoundFlaw({ id, onlyIf, evaded }: ConcerningFlaw): FoundFlaw {
  return {
    title: inWords({ key: `flaws.${id}.title` }),
    consequence: inWords({ key: `flaws.${id}.consequence` }),
    remedy: inWords({ key: `flaws.${id}.remedy` }),
    onlyIf: onlyIf.length > 0 ? list.format(onlyIf.map(inWords)) : null,
    evaded,
  };
}
