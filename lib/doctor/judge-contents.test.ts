import { expect, test } from "vitest";
import type { ProblemTag } from "@/lib/registry-index/questions/list-tag-problems";
import {
  judgeBrokenTags,
  judgeDanglingTags,
  judgeEmptyRepositories,
  judgeMissingChildren,
  judgeOrphanedReferrers,
  judgeUntaggedManifests,
} from "./judge-contents";
import { wordsOf } from "./judgement";

const oldestCheck = Date.parse("2026-11-18T12:00:00Z");
const allRead = { unreadTags: 0, unreadRepositories: 0, sweeps: 1, oldestCheck };
const none = { tags: [], more: false };

function aTag(tag: string, type: string, changes: Partial<ProblemTag> = {}): ProblemTag {
  const problem = { type: `/problems/${type}`, detail: `About ${tag}.`, missingPlatforms: [] };
  return { repository: "app", tag, named: false, referrer: false, problem, ...changes };
}

const dangling = aTag("gone", "manifest-not-found");
const unreadable = aTag("corrupt", "registry-failed");
const withoutConfig = aTag("configless", "blob-not-found", { named: true });
const halfIndex = aTag("half", "manifest-not-found", {
  named: true,
  problem: { type: "/problems/manifest-not-found", detail: "Half.", missingPlatforms: ["linux/arm64"] },
});
const all = { tags: [dangling, unreadable, withoutConfig, halfIndex], more: false };

test("each tag with a problem is told of once, by what is wrong with it", () => {
  const tagsOf = ({ places = [] }: ReturnType<typeof judgeDanglingTags>) => places.flatMap(({ tags }) => tags);
  expect(tagsOf(judgeDanglingTags(all, allRead))).toEqual(["gone"]);
  expect(tagsOf(judgeBrokenTags(all, allRead))).toEqual(["corrupt", "configless"]);
  expect(tagsOf(judgeMissingChildren(all, allRead))).toEqual(["half"]);
});

test("tags that the lists leave out are told apart", () => {
  const tags = [dangling, aTag("sha256-00.sig", "manifest-not-found", { referrer: true })];
  expect(wordsOf(judgeDanglingTags({ tags, more: false }, allRead)).seen).toBe(
    "2 tags point to a missing manifest. One of them is the tag of a signature or other attachment, which tag lists leave out.",
  );
});

test("nothing found is well only where everything was read", () => {
  for (const judge of [judgeDanglingTags, judgeBrokenTags, judgeMissingChildren]) {
    expect(judge(none, allRead).state).toBe("ok");
    expect(judge(none, { ...allRead, unreadTags: 1 })).toMatchObject({
      state: "unknown",
      code: "contents.unreadTags",
      values: { count: 1 },
    });
    expect(wordsOf(judge(none, { ...allRead, unreadRepositories: 2 })).seen).toBe(
      "No problems so far, but the tags of 2 repositories have never been listed.",
    );
    expect(judge(none, { ...allRead, sweeps: 0 }).state).toBe("unknown");
  }
});

test("nothing found among the first of many problems is no sign that there is nothing", () => {
  const others = { tags: [unreadable], more: true };
  expect(judgeDanglingTags(others, allRead)).toMatchObject({
    state: "unknown",
    code: "contents.firstProblems",
    values: { count: 1 },
  });
  expect(judgeMissingChildren(others, allRead).state).toBe("unknown");
  expect(judgeBrokenTags({ tags: [dangling], more: true }, allRead).state).toBe("unknown");
});

test("tags are well as of the oldest look at one of them, and indexes as of no time", () => {
  expect(judgeDanglingTags(none, allRead).checkedAt).toBe("2026-11-18T12:00:00.000Z");
  expect(judgeBrokenTags(none, allRead).checkedAt).toBe("2026-11-18T12:00:00.000Z");
  expect(judgeMissingChildren(none, allRead)).toMatchObject({
    checkedAt: null,
    code: "missingChildren.ok",
  });
});

test("of a registry that was never read nothing is called well", () => {
  const unread = { ...allRead, sweeps: 0 };
  expect(judgeEmptyRepositories([], unread).state).toBe("unknown");
  expect(judgeUntaggedManifests([], null, unread).state).toBe("unknown");
});

test("of many only the first are named, and all are counted", () => {
  const tags = Array.from({ length: 250 }, (_, at) => aTag(`t${at}`, "manifest-not-found"));
  const [place] = judgeDanglingTags({ tags, more: false }, allRead).places ?? [];
  expect([place?.tags.length, place?.count]).toEqual([100, 250]);
  const spread = tags.map((tag, at) => ({ ...tag, repository: `app${at}` }));
  const judgement = judgeDanglingTags({ tags: spread, more: true }, allRead);
  expect([judgement.places?.length, judgement.repositories]).toEqual([20, 250]);
  expect(wordsOf(judgement).seen).toMatch(/^At least 250 tags point to/);
});

test("repositories without tags are named", () => {
  expect(judgeEmptyRepositories([], allRead).state).toBe("ok");
  expect(judgeEmptyRepositories(["old/app"], allRead)).toMatchObject({
    state: "attention",
    code: "emptyRepositories.found",
    values: { count: 1 },
    places: [{ repository: "old/app" }],
  });
});

test("untagged manifests are counted for each repository, with what they hold", () => {
  expect(judgeUntaggedManifests([], 0, allRead).state).toBe("ok");
  const counts = [
    { repository: "app", count: 3 },
    { repository: "web", count: 1 },
  ];
  const judgement = judgeUntaggedManifests(counts, 2_000_000, allRead);
  expect(wordsOf(judgement).seen).toMatch(
    /^4 manifests have lost their tags .* They hold .+ that nothing else uses\.$/,
  );
  expect(judgement.places).toMatchObject(counts);
  const one = judgeUntaggedManifests(counts.slice(1), null, allRead);
  expect(wordsOf(one).seen).toBe("1 manifest has lost its tags since the console was connected to the registry.");
});

test("orphaned signatures need attention, and nothing is well where not every image could be asked for", () => {
  const reading = { ...allRead, allAsked: true };
  expect(judgeOrphanedReferrers([], reading).state).toBe("ok");
  expect(judgeOrphanedReferrers([], { ...reading, allAsked: false }).state).toBe("unknown");
  const found = [{ repository: "app", tags: ["sha256-00.sig", "sha256-00.att"] }];
  expect(judgeOrphanedReferrers(found, reading)).toMatchObject({
    state: "attention",
    code: "orphanedReferrers.found",
    values: { count: 2 },
    places: [{ repository: "app", count: 2 }],
  });
});
