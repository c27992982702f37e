import { expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import { judgeDeletes } from "./judge-deletes";
import { judgeDescriptorCache } from "./judge-descriptor-cache";
import { judgePushes } from "./judge-pushes";
import { wordsOf } from "./judgement";

const able: Capabilities = {
  kind: "distribution-3",
  catalog: true,
  deleteManifest: true,
  deleteTag: true,
  referrers: false,
  readOnly: false,
  pullThroughCache: false,
  deleteBlockedBy: null,
};
const away = { value: null, error: new AppError("registry-unreachable", "It is away.") };

type Blocked = NonNullable<Capabilities["deleteBlockedBy"]>;
const blockedBy = (code: Blocked["code"]): Partial<Capabilities> => ({
  deleteManifest: false,
  deleteTag: false,
  deleteBlockedBy: { code, detail: `Because of ${code}.` },
});

const deletes = (changes: Partial<Capabilities> = {}, tagsAnyway: boolean | null = null) =>
  judgeDeletes({ capabilities: { value: { ...able, ...changes }, error: null }, tagsAnyway });

test.each<[what: string, judgement: ReturnType<typeof judgeDeletes>, state: string, code: string]>([
  ["deletes by tag", deletes(), "ok", "deletes.ok"],
  ["deletes by digest only", deletes({ deleteTag: false }), "ok", "deletes.byPlaceholder"],
  ["switched off", deletes(blockedBy("deletion-disabled")), "attention", "deletes.off"],
  ["switched off, but not for tags", deletes(blockedBy("deletion-disabled"), true), "attention", "deletes.offButTags"],
  ["an account without the right", deletes(blockedBy("registry-denied")), "attention", "deletes.blocked"],
  ["read-only", deletes(blockedBy("registry-read-only")), "unknown", "deletes.hidden"],
  ["a cache", deletes(blockedBy("pull-through-cache")), "unknown", "deletes.cache"],
  ["a console that changes nothing", deletes(blockedBy("console-read-only")), "unknown", "deletes.untried"],
  [
    "an empty registry of a kind that can't be told",
    deletes({ deleteManifest: false, deleteTag: false }),
    "unknown",
    "deletes.noRepository",
  ],
  ["no answer", judgeDeletes({ capabilities: away, tagsAnyway: null }), "unknown", "unasked.noAnswer"],
])("deletes: %s", (_, judgement, state, code) => {
  expect(judgement).toMatchObject({ state, code });
});

type Facts = Parameters<typeof judgePushes>[0];
const pushes = (changes: Partial<Facts>, capable: Partial<Capabilities> = {}) =>
  judgePushes({
    capabilities: { value: { ...able, ...capable }, error: null },
    repository: "app",
    push: { value: "accepted", error: null },
    consoleReadOnly: false,
    leftBehind: null,
    ...changes,
  });

test.each<[what: string, judgement: ReturnType<typeof judgePushes>, state: string, code: string]>([
  ["taken", pushes({}), "ok", "pushes.ok"],
  ["refused to the account", pushes({ push: { value: "refused", error: null } }), "attention", "pushes.refused"],
  ["read-only", pushes({ push: { value: "read-only", error: null } }), "attention", "pushes.readOnly"],
  [
    "read-only, as a collection has left it",
    pushes({
      push: { value: "read-only", error: null },
      leftBehind: { type: "/problems/registry-read-only", detail: "Run #3." },
    }),
    "attention",
    "pushes.leftReadOnly",
  ],
  ["read-only, as deletes told", pushes({ push: null }, { readOnly: true }), "attention", "pushes.readOnly"],
  ["a cache", pushes({ push: null }, { pullThroughCache: true }), "ok", "pushes.cache"],
  ["a console that changes nothing", pushes({ push: null, consoleReadOnly: true }), "unknown", "pushes.untried"],
  ["an empty registry", pushes({ push: null, repository: null }), "unknown", "pushes.noRepository"],
  ["no answer", pushes({ capabilities: away, push: null }), "unknown", "unasked.noAnswer"],
  [
    "an error",
    pushes({ push: { value: null, error: new AppError("registry-failed", "It failed.") } }),
    "unknown",
    "unasked.failed",
  ],
])("pushes: %s", (_, judgement, state, code) => {
  expect(judgement).toMatchObject({ state, code });
});

test("what the registry itself said stands in the words", () => {
  expect(wordsOf(deletes(blockedBy("registry-denied"))).seen).toBe("Because of registry-denied.");
  const leftBehind = { type: "/problems/registry-read-only", detail: "Run #3." };
  expect(wordsOf(pushes({ push: null, leftBehind }, { readOnly: true })).seen).toMatch(/ Run #3\.$/);
});

test("a cache of descriptors is ruled out where the console has set the registry up, or empties it", () => {
  const capabilities = { value: able, error: null };
  const others = { isEmbedded: false, emptiesRedis: false };
  expect(judgeDescriptorCache(away, { ...others, isEmbedded: true })?.state).toBe("ok");
  expect(judgeDescriptorCache(capabilities, { ...others, emptiesRedis: true })?.state).toBe("ok");
  expect(judgeDescriptorCache(capabilities, others)).toMatchObject({
    state: "unknown",
    code: "descriptorCache.unknown",
  });
  expect(judgeDescriptorCache({ value: { ...able, kind: "harbor" }, error: null }, others)).toBeNull();
});
