import "server-only";
import { type Flaw, knownFlaws, type Version } from "./known-flaws";

/** What is known of a registry; null is what isn't. */
export type KnownSoftware = {
  /** The first and the last version that it may be. */
  from: Version;
  to: Version;
  storage: "filesystem" | "s3" | null;
  repositories: number | null;
};

/** A flaw that concerns a registry; `onlyIf`: or may concern it, if that is so. */
export type ConcerningFlaw = Flaw & { onlyIf: string | null };

/** The known flaws that a registry has, or may have as far as can be told. */
export function findFlaws(software: KnownSoftware, flaws: readonly Flaw[] = knownFlaws): ConcerningFlaw[] {
  return flaws.flatMap((flaw) => {
    const conditions = conditionsOf(flaw, software);
    return conditions === "never" ? [] : [{ ...flaw, onlyIf: conditions.length > 0 ? conditions.join(" and ") : null }];
  });
}

function conditionsOf(flaw: Flaw, { from, to, storage, repositories }: KnownSoftware): string[] | "never" {
  if (isBefore(to, flaw.from) || isBefore(flaw.to, from)) return "never";
  if (flaw.storage && storage !== null && flaw.storage !== storage) return "never";
  const { moreRepositoriesThan: most } = flaw;
  if (most !== undefined && repositories !== null && repositories <= most) return "never";
  const certainVersion = !isBefore(from, flaw.from) && !isBefore(flaw.to, to);
  return [
    ...(certainVersion ? [] : [`its version is ${print(flaw.from)} to ${print(flaw.to)}`]),
    ...(flaw.storage && storage === null ? [`it stores in ${flaw.storage.toUpperCase()}`] : []),
    ...(most !== undefined && repositories === null ? [`it has more than ${most} repositories`] : []),
  ];
}

function isBefore(a: Version, b: Version): boolean {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && (a[at] as number) < (b[at] as number);
}

const print = (version: Version) => version.join(".");
