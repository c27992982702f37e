import { Random, sha256 } from "./random";
import type { RepositoryPlan } from "./repository-plan";

/** A tag and the number of the build that it names. */
export type PlannedTag = { tag: string; build: number };

const patches = 9;
const perMajor = 40 * patches;
const styles = ["plain", "plain", "plain", "v", "suffix", "branch"] as const;

/** Plans the tags of a repository: one for each build, and the tags that move: `latest`, `1`, `1.2`. */
export function planTags(plan: RepositoryPlan, seed: string): PlannedTag[] {
  const style = new Random(`${seed}/${plan.name}/style`).pick(styles);
  const builds = plan.tags - plan.aliases;
  const name = style === "branch" ? (build: number) => branchTag(plan.name, build) : versionTag(style);
  const tags = Array.from({ length: builds }, (_, build) => ({ tag: name(build), build }));
  const aliases = style === "branch" ? branchAliases(builds) : versionAliases(style, builds);
  return [...tags, ...aliases.slice(0, plan.aliases)];
}

function versionTag(style: string) {
  return (build: number) => decorate(style, [...minorOf(build), build % patches].join("."));
}

function minorOf(build: number): [number, number] {
  return [1 + Math.floor(build / perMajor), Math.floor(build / patches) % (perMajor / patches)];
}

function decorate(style: string, version: string): string {
  if (style === "v") return `v${version}`;
  return style === "suffix" ? `${version}-alpine` : version;
}

function versionAliases(style: string, builds: number): PlannedTag[] {
  const majors = new Map<string, number>();
  const minors = new Map<string, number>();
  for (let build = 0; build < builds; build++) {
    const [major, minor] = minorOf(build);
    majors.set(decorate(style, `${major}`), build);
    minors.set(decorate(style, `${major}.${minor}`), build);
  }
  const newestFirst = [...[...majors].reverse(), ...[...minors].reverse()];
  return [{ tag: "latest", build: builds - 1 }, ...newestFirst.map(([tag, build]) => ({ tag, build }))];
}

function branchTag(repository: string, build: number): string {
  return `main-${10_000 + build}-${sha256(`${repository}/${build}`).slice(0, 8)}`;
}

function branchAliases(builds: number): PlannedTag[] {
  const releases = Array.from({ length: Math.ceil(builds / patches) }, (_, release) => ({
    tag: `release-${release + 1}`,
    build: Math.min(builds - 1, release * patches + patches - 1),
  }));
  return [{ tag: "latest", build: builds - 1 }, { tag: "main", build: builds - 1 }, ...releases.reverse()];
}
