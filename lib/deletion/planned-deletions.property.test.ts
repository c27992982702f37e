import fc from "fast-check";
import { expect, test } from "vitest";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { carryOutPlanned, planToDelete, restorePlanned } from "@/lib/testing/planned-deletion";
import { damageOf, type State } from "@/lib/testing/removal-oracle";
import { admin } from "@/lib/testing/test-console";
import { listDeletionItems } from "./list-deletions";

const isPostgres = process.env.TEST_POSTGRES_URL !== undefined;

// What a repository may hold: images, artifacts attached to earlier manifests, and indexes of earlier ones, some of
// them tagged.
const part = fc.record({
  kind: fc.constantFrom("image", "index", "artifact"),
  of: fc.array(fc.nat(20), { maxLength: 3 }),
  tags: fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { maxLength: 2 }),
  signed: fc.nat(4),
});
const situation = fc.record({
  family: fc.constantFrom("distribution-2.8" as const, "distribution-3.1" as const),
  parts: fc.array(part, { minLength: 1, maxLength: 8 }),
  picks: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
  withReferrers: fc.boolean(),
});

function push(registry: FakeRegistry, parts: (typeof part extends fc.Arbitrary<infer T> ? T : never)[]): void {
  const made: FakeManifest[] = [];
  for (const { kind, of, tags, signed } of parts) {
    const earlier = [...new Set(of.flatMap((at) => made[at % (made.length || 1)] ?? []))];
    const [subject] = earlier;
    const manifest =
      kind === "index"
        ? anIndex(earlier)
        : kind === "artifact"
          ? anArtifact({ config: Buffer.from(`"${made.length}"`), ...(subject && { subject }) })
          : anImage();
    made.push(manifest);
    registry.push("app", null, manifest);
    for (const tag of tags) registry.push("app", tag, manifest);
    if (signed === 0) registry.push("app", `${manifest.digest.replace(":", "-")}.sig`, anImage());
  }
}

function stateOf(registry: FakeRegistry): State {
  const { tags, manifests } = registry.store.repository("app");
  const stored = [...manifests].map(([digest, { bytes }]) => {
    const { manifests: listed = [], subject } = JSON.parse(String(bytes)) as {
      manifests?: { digest: string }[];
      subject?: { digest: string };
    };
    return [digest, { children: listed.map((child) => child.digest), subject: subject?.digest ?? null }] as const;
  });
  return { tags: new Map([...tags].sort()), manifests: new Map(stored.sort()) };
}

// The API of these registries doesn't show manifests that no tag reaches, so the oracle must not know them either.
function visible({ tags, manifests }: State): State {
  const found = new Map<string, { children: string[]; subject: string | null }>();
  const add = (digest: string) => {
    const manifest = manifests.get(digest);
    if (!manifest || found.has(digest)) return;
    found.set(digest, manifest);
    manifest.children.forEach(add);
  };
  for (const digest of tags.values()) if (digest !== null) add(digest);
  return { tags, manifests: found };
}

test("a run does exactly what its preview showed, damages nothing, and is undone byte for byte", async () => {
  await fc.assert(
    fc
      .asyncProperty(situation, async ({ family, parts, picks, withReferrers }) => {
        const registry = await openDeletingConsole({ family });
        push(registry, parts);
        const before = stateOf(registry);
        const asked = new Set([...before.tags.keys()].filter((_, at) => picks[at]));
        fc.pre(asked.size > 0);
        const plan = await planToDelete({ tags: [...asked], withReferrers });
        const { counts } = await carryOutPlanned(plan);
        const after = stateOf(registry);
        const { items } = await listDeletionItems(admin, plan.id, { limit: 100 });
        expect(items.filter(({ state }) => state !== "done")).toEqual([]);
        expect(damageOf(visible(before), asked, withReferrers, after)).toEqual([]);
        const gone = [...before.tags.keys()].filter((tag) => !after.tags.has(tag));
        const digests = [...before.manifests.keys()].filter((digest) => !after.manifests.has(digest));
        expect([...gone, ...digests].sort()).toEqual(items.map(({ tag, digest }) => tag ?? digest).sort());
        expect((await restorePlanned(plan.id)).counts.restored).toBe(counts.done);
        expect(stateOf(registry)).toEqual(before);
      })
      .afterEach(closeDeletingConsole),
    // Each run has a database of its own; this checks what a registry holds, whatever the database.
    { numRuns: isPostgres ? 20 : 150 },
  );
});
