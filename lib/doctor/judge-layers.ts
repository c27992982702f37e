import "server-only";
import type { FoundPlace } from "@/lib/contract/doctor";
import { formatCount } from "@/lib/format/count";
import { isoTime } from "@/lib/format/iso-time";
import type { BrokenImage } from "@/lib/garbage-collection/images/find-broken";
import type { ProblemTag } from "@/lib/registry-index/questions/list-tag-problems";
import type { Judgement } from "./judgement";
import { firstPlaces } from "./places";

/** The last look at every part of every image, which a collection takes before it begins. */
export type ImageCheck = {
  checkedAt: number | null;
  /** Those that were not whole, and still are what they were then. */
  broken: readonly BrokenImage[];
  /** How many others were not, which it did not name. */
  unnamed: number;
};

/** Whether every layer and config is there; images that other checks tell of, as their tags have `problems`, are left out. */
export function judgeLayers(last: ImageCheck | null, problems: readonly ProblemTag[]): Judgement {
  const check = "layers";
  if (!last)
    return {
      ...{ check, state: "unknown", checkedAt: null },
      seen: "They are looked at before a garbage collection, and none was run from here yet.",
      remedy: "Where collections are set up, rehearse one: it looks at every part of every image, and removes nothing.",
    };
  const base = { check, checkedAt: isoTime(last.checkedAt) } as const;
  const told = new Set(problems.map(nameOf));
  const broken = last.broken.filter((image) => !told.has(nameOf(image)));
  if (broken.length === 0) {
    if (last.unnamed > 0)
      return {
        ...{ ...base, state: "unknown" },
        seen: `${formatCount(last.unnamed)} more images than were named then were not whole.`,
        remedy: "Rehearse a collection: it looks at every part of every image again, and removes nothing.",
      };
    const beyond = last.broken.length > 0 ? " beyond what is told above" : "";
    return {
      ...base,
      state: "ok",
      seen: `Nothing was missing${beyond} when ${looked}, before a collection.`,
    };
  }
  const groups = Map.groupBy(broken, ({ repository }) => repository);
  const places = [...groups].map(([repository, some]): FoundPlace => {
    return { repository, tags: some.map(({ tag }) => tag), count: some.length, detail: some[0]?.detail ?? null };
  });
  const least = last.unnamed > 0 ? "At least " : "";
  const all = broken.length + last.unnamed;
  const what = all === 1 ? "One image was" : `${least}${formatCount(all)} images were`;
  return {
    ...{ ...base, state: "broken", ...firstPlaces(places) },
    seen: `${what} not whole when ${looked}, before a collection.`,
    consequence: "A pull fails half-way where the missing part is not there already, and collections are refused.",
    remedy:
      "Push the image again, which brings back what is missing, or delete its tags. The next collection, or its rehearsal, looks again.",
  };
}

const looked = "all images that the registry lists to the console were last looked at";

const nameOf = ({ repository, tag }: { repository: string; tag: string }) => `${repository}:${tag}`;
