import fc from "fast-check";
import { expect, test } from "vitest";
import { belongingTo, carryOut, damageOf, type State } from "@/lib/testing/removal-oracle";
import { planRemoval } from "./plan-removal";

const runs = 10_000;
const digestOf = (number: number) => `sha256:${number.toString(16).padStart(64, "0")}`;
const number = fc.nat(9);
const digest = number.map(digestOf);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 });

// Ten manifests that list and refer to each other in every way, including circles and missing manifests.
const manifests = fc
  .array(fc.record({ children: fc.array(digest, { maxLength: 3 }), subject: maybe(digest), there: fc.nat(9) }), {
    minLength: 1,
    maxLength: 10,
  })
  .map((all) => new Map(all.flatMap(({ there, ...one }, at) => (there === 0 ? [] : [[digestOf(at), one] as const]))));
const tagName = fc.oneof(
  { weight: 3, arbitrary: fc.nat(9).map((at) => `v${at}`) },
  { weight: 1, arbitrary: number.map((at) => `sha256-${digestOf(at).slice(7)}`) },
  { weight: 1, arbitrary: number.map((at) => `sha256-${digestOf(at).slice(7)}.sig`) },
);
const tags = fc.array(fc.tuple(tagName, fc.option(digest, { freq: 9 })), { maxLength: 12 }).map((all) => new Map(all));

const situation = fc
  .record({
    tags,
    manifests,
    picks: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    withReferrers: fc.boolean(),
  })
  .map(({ tags: named, manifests: stored, picks, withReferrers }) => {
    // In a registry, the manifest of a tag exists, or the tag dangles.
    const settled = [...named].map(([tag, to]) => [tag, to !== null && stored.has(to) ? to : null] as const);
    const state: State = { tags: new Map(settled), manifests: stored };
    const asked = new Set([...state.tags.keys()].filter((_, at) => picks[at]));
    return { state, asked, withReferrers };
  });

const graphOf = (state: State) => ({ ...state, complete: true });

test("nothing that a kept tag, index or subject reaches is removed, in ten thousand repositories", () => {
  fc.assert(
    fc.property(situation, ({ state, asked, withReferrers }) => {
      const { tags: gone, attachedTags, unused } = planRemoval(graphOf(state), { tags: asked, withReferrers });
      const after = carryOut(state, { tags: [...gone, ...attachedTags], digests: unused });
      expect(damageOf(state, asked, withReferrers, after)).toEqual([]);
      expect([...asked].filter((tag) => after.tags.has(tag))).toEqual([]);
    }),
    { numRuns: runs },
  );
});

test("a removal that is broken off anywhere damages nothing that was to stay", () => {
  fc.assert(
    fc.property(situation, fc.nat(9), ({ state, asked, withReferrers }, steps) => {
      const removal = planRemoval(graphOf(state), { tags: asked, withReferrers });
      const done = [...removal.tags, ...removal.attachedTags];
      const after = carryOut(state, { tags: done, digests: removal.unused.slice(0, steps) });
      const finished = carryOut(state, { tags: done, digests: removal.unused });
      const whole = damageOf(state, asked, withReferrers, finished);
      const lacks = damageOf(state, asked, withReferrers, after).filter((one) => one.includes("lacks"));
      expect([whole, lacks]).toEqual([[], []]);
    }),
    { numRuns: runs },
  );
});

test("what was removed once is not removed a second time", () => {
  fc.assert(
    fc.property(situation, ({ state, asked, withReferrers }) => {
      const first = planRemoval(graphOf(state), { tags: asked, withReferrers });
      const after = carryOut(state, { tags: [...first.tags, ...first.attachedTags], digests: first.unused });
      const second = planRemoval(graphOf(after), { tags: asked, manifests: first.unused, withReferrers });
      expect([second.tags.size, second.attachedTags.size, second.unused]).toEqual([0, 0, []]);
    }),
    { numRuns: runs },
  );
});

test("when every tag goes, all that belongs to them goes, but for what something else reaches", () => {
  fc.assert(
    fc.property(situation, ({ state }) => {
      const asked = [...state.tags.keys()];
      const { unused } = planRemoval(graphOf(state), { tags: asked, withReferrers: true });
      const belonging = belongingTo(state, asked);
      const others = [...state.manifests.keys()].filter((one) => !belonging.has(one));
      const left = [...belonging].filter((one) => !unused.includes(one));
      // If there is nothing beside them, nothing is left; if something is left, something beside them explains it.
      if (others.length === 0) expect(left).toEqual([]);
      expect(left.every((one) => !others.includes(one))).toBe(true);
    }),
    { numRuns: runs },
  );
});

test("where the graph is not complete, only tags go", () => {
  fc.assert(
    fc.property(situation, ({ state, asked }) => {
      const { attachedTags, unused } = planRemoval({ ...state, complete: false }, { tags: asked, withReferrers: true });
      expect([attachedTags.size, unused]).toEqual([0, []]);
    }),
    { numRuns: 1_000 },
  );
});
