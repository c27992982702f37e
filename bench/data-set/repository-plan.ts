import { Random } from "./random";
import type { DataSet } from "./sets";

export type RepositoryPlan = {
  name: string;
  tags: number;
  /** How many of the tags name a manifest that another tag names too. */
  aliases: number;
  /**
   * The repository whose builds it holds: itself, or another one whose builds were promoted to it with the same
   * digests.
   */
  source: string;
  /** How many builds the source has; they are spread over the years. */
  sourceBuilds: number;
};

const areas =
  "accounts ads archive assets billing build cargo catalog checkout claims content core crm data delivery devices docs edge events exchange finance fleet forms freight games graph identity insights inventory legal loans mail maps market media metrics mobile orders".split(
    " ",
  );
const subjects =
  "account alert audit batch booking bridge cache calendar cart chat cluster command contract courier credit customer dashboard dispatch document driver email export feature feed file gateway graph image import index invoice job ledger limit log message meter model notice offer order partner payment permit pipeline portal price product profile proxy queue quote rate report request review risk route rule scan schedule search secret session shipment stock storage stream survey sync task tax template ticket token tracking user vault vendor video warehouse webhook widget".split(
    " ",
  );
const parts = ["", "", "", "-api", "-worker", "-web", "-migrations", "-operator", "/api", "/worker", "/sidecar"];

/** One in this many repositories holds builds promoted from the repository before it. */
const promotedEvery = 25;

/** Plans the repositories of a set and how many tags each has: many small ones, a few large ones. */
export function planRepositories(set: DataSet, seed: string): RepositoryPlan[] {
  const names = repositoryNames(set.repositories, seed);
  const counts = tagCounts(set, seed);
  const plans: RepositoryPlan[] = [];
  let owed = 0;
  for (const [index, name] of names.entries()) {
    const tags = counts[index] ?? 1;
    owed += tags;
    const aliases = Math.min(Math.floor(owed / 10), tags - 1);
    owed -= aliases * 10;
    const before = index % promotedEvery === promotedEvery - 1 ? plans[index - 1] : undefined;
    const own = { source: name, sourceBuilds: tags - aliases };
    plans.push({
      name,
      tags,
      aliases,
      ...(before ? { source: before.source, sourceBuilds: before.sourceBuilds } : own),
    });
  }
  return plans;
}

function repositoryNames(count: number, seed: string): string[] {
  const random = new Random(`${seed}/names`);
  const names = new Set(["archive/builds"]);
  while (names.size < count) names.add(`${random.pick(areas)}/${random.pick(subjects)}${random.pick(parts)}`);
  return [...names];
}

function tagCounts(set: DataSet, seed: string): number[] {
  const random = new Random(`${seed}/tag-counts`);
  const others = set.largest === null ? set.repositories : set.repositories - 1;
  const weights = Array.from({ length: others }, () => random.skewed(1, 100));
  const spread = set.tags - (set.largest ?? 0) - others;
  const share = spread / weights.reduce((sum, weight) => sum + weight, 0);
  let owed = 0;
  const counts = weights.map((weight) => {
    owed += weight * share;
    const whole = Math.floor(owed);
    owed -= whole;
    return 1 + whole;
  });
  const missing = set.tags - (set.largest ?? 0) - counts.reduce((sum, count) => sum + count, 0);
  counts[0] = (counts[0] ?? 1) + missing;
  return set.largest === null ? counts : [set.largest, ...counts];
}
