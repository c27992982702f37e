import { expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import { judgeDeletes } from "./judge-deletes";
import { judgeDescriptorCache } from "./judge-descriptor-cache";
import { judgePushes } from "./judge-pushes";

const able: Capabilities = {
  ...{ kind: "distribution-3", catalog: true, deleteManifest: true, deleteTag: true, referrers: false },
  ...{ readOnly: false, pullThroughCache: false, deleteBlockedBy: null },
};
const away = { value: null, error: new AppError("registry-unreachable", "It is away.") };

type Blocked = NonNullable<Capabilities["deleteBlockedBy"]>;
const blockedBy = (code: Blocked["code"]): Partial<Capabilities> => ({
  ...{ deleteManifest: false, deleteTag: false, deleteBlockedBy: { code, detail: `Because of ${code}.` } },
});

const deletes = (changes: Partial<Capabilities> = {}, tagsAnyway: boolean | null = null) =>
  judgeDeletes({ capabilities: { value: { ...able, ...changes }, error: null }, tagsAnyway });

test.each<[what: string, judgement: ReturnType<typeof judgeDeletes>, state: string, seen: RegExp]>([
  ["deletes by tag", deletes(), "ok", /deletes tags and manifests/],
  ["deletes by digest only", deletes({ deleteTag: false }), "ok", /placeholder/],
  ["switched off", deletes(blockedBy("deletion-disabled")), "attention", /^Deletes are switched off\.$/],
  [
    "switched off, but not for tags",
    deletes(blockedBy("deletion-disabled"), true),
    "attention",
    /deletes tags all the same/,
  ],
  ["an account without the right", deletes(blockedBy("registry-denied")), "attention", /Because of registry-denied/],
  ["read-only", deletes(blockedBy("registry-read-only")), "unknown", /hides whether/],
  ["a cache", deletes(blockedBy("pull-through-cache")), "unknown", /pull-through cache/],
  ["a console that changes nothing", deletes(blockedBy("console-read-only")), "unknown", /So it was not tried/],
  [
    "an empty registry of a kind that can't be told",
    deletes({ deleteManifest: false, deleteTag: false }),
    "unknown",
    /no repository yet/,
  ],
  ["no answer", judgeDeletes({ capabilities: away, tagsAnyway: null }), "unknown", /there is no answer/],
])("deletes: %s", (_, judgement, state, seen) => {
  expect(judgement.state).toBe(state);
  expect(judgement.seen).toMatch(seen);
});

type Facts = Parameters<typeof judgePushes>[0];
const pushes = (changes: Partial<Facts>, capable: Partial<Capabilities> = {}) =>
  judgePushes({
    ...{ capabilities: { value: { ...able, ...capable }, error: null }, repository: "app" },
    ...{ push: { value: "accepted", error: null }, consoleReadOnly: false, leftBehind: null },
    ...changes,
  });

test.each<[what: string, judgement: ReturnType<typeof judgePushes>, state: string, seen: RegExp]>([
  ["taken", pushes({}), "ok", /cancelled at once/],
  ["refused to the account", pushes({ push: { value: "refused", error: null } }), "attention", /may not push to app/],
  ["read-only", pushes({ push: { value: "read-only", error: null } }), "attention", /read-only mode/],
  [
    "read-only, as a collection has left it",
    pushes({
      push: { value: "read-only", error: null },
      leftBehind: { type: "/problems/registry-read-only", detail: "Run #3." },
    }),
    "attention",
    /as a garbage collection has left it\. Run #3\.$/,
  ],
  ["read-only, as deletes told", pushes({ push: null }, { readOnly: true }), "attention", /read-only mode/],
  ["a cache", pushes({ push: null }, { pullThroughCache: true }), "ok", /pull-through cache/],
  ["a console that changes nothing", pushes({ push: null, consoleReadOnly: true }), "unknown", /not tried/],
  ["an empty registry", pushes({ push: null, repository: null }), "unknown", /no repository yet/],
  ["no answer", pushes({ capabilities: away, push: null }), "unknown", /there is no answer/],
  [
    "an error",
    pushes({ push: { value: null, error: new AppError("registry-failed", "It failed.") } }),
    "unknown",
    /It failed/,
  ],
])("pushes: %s", (_, judgement, state, seen) => {
  expect(judgement.state).toBe(state);
  expect(judgement.seen).toMatch(seen);
});

test("a cache of descriptors is ruled out where the console has set the registry up, or empties it", () => {
  const capabilities = { value: able, error: null };
  const others = { isEmbedded: false, emptiesRedis: false };
  expect(judgeDescriptorCache(away, { ...others, isEmbedded: true })?.state).toBe("ok");
  expect(judgeDescriptorCache(capabilities, { ...others, emptiesRedis: true })?.state).toBe("ok");
  expect(judgeDescriptorCache(capabilities, others)).toMatchObject({ state: "unknown", remedy: expect.any(String) });
  expect(judgeDescriptorCache({ value: { ...able, kind: "harbor" }, error: null }, others)).toBeNull();
});
