import "server-only";
import type { FoundPlace } from "@/lib/contract/doctor";
import { isoTime } from "@/lib/format/iso-time";
import type { BrokenImage } from "@/lib/garbage-collection/images/find-broken";
import type { ProblemTag } from "@/lib/registry-index/questions/list-tag-problems";
import type { Judgement } from "./judgement";
import { firstPlaces } from "./places";

/** The last look at every part of every image, which a garbage collection takes before it begins. */
export type ImageCheck = {
  checkedAt: number | null;
  /** Images that were not whole, and have not changed since. */
  broken: readonly BrokenImage[];
  /** How many other images were not whole, which the look did not name. */
  unnamed: number;
};

/**
 * Judges whether every layer and config exists. Leaves out images that other checks report, because their tags have
 * `problems`.
 */
export function judgeLayers(last: ImageCheck | null, problems: readonly ProblemTag[]): Judgement {
  const check = "layers";
  if (!last) return { check, state: "unknown", code: "layers.never", checkedAt: null };
  const checkedAt = isoTime(last.checkedAt);
  const told = new Set(problems.map(nameOf));
  const broken = last.broken.filter((image) => !told.has(nameOf(image)));
  const { unnamed } = last;
  if (broken.length > 0) {
    const values = { least: unnamed > 0 ? "yes" : "no", count: broken.length + unnamed };
    return { check, state: "broken", code: "layers.found", values, checkedAt, ...firstPlaces(placesOf(broken)) };
  }
  if (unnamed > 0) return { check, state: "unknown", code: "layers.unnamed", values: { count: unnamed }, checkedAt };
  const values = { beyond: last.broken.length > 0 ? "yes" : "no" };
  return { check, state: "ok", code: "layers.ok", values, checkedAt };
}

function placesOf(broken: readonly BrokenImage[]): FoundPlace[] {
  const groups = Map.groupBy(broken, ({ repository }) => repository);
  return [...groups].map(([repository, some]) => {
    return { repository, tags: some.map(({ tag }) => tag), count: some.length, detail: some[0]?.detail ?? null };
  });
}

const nameOf = ({ repository, tag }: { repository: string; tag: string }) => `${repository}:${tag}`;
