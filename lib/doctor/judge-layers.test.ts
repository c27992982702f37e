import { expect, test } from "vitest";
import { judgeLayers } from "./judge-layers";
import { wordsOf } from "./judgement";

const checkedAt = Date.parse("2026-11-21T12:00:00Z");
const broken = ["1.0", "1.1"].map((tag) => ({ repository: "app", tag, digest: null, detail: "Its layer is missing." }));
const problem = { type: "/problems/manifest-not-found", detail: "", missingPlatforms: [] };
const told = broken.map(({ repository, tag }) => ({ repository, tag, named: true, referrer: false, problem }));

const last = { checkedAt, broken, unnamed: 0 };

test("where no collection has looked, nothing is called well", () => {
  expect(judgeLayers(null, [])).toMatchObject({ state: "unknown", checkedAt: null });
});

test("what was whole then is well, as of then", () => {
  expect(judgeLayers({ ...last, broken: [] }, [])).toMatchObject({
    state: "ok",
    checkedAt: "2026-11-21T12:00:00.000Z",
  });
});

test("what was not is named, by repository, unless another check tells of it", () => {
  expect(judgeLayers(last, [])).toMatchObject({
    state: "broken",
    places: [{ repository: "app", tags: ["1.0", "1.1"], detail: "Its layer is missing." }],
  });
  expect(wordsOf(judgeLayers(last, told.slice(1))).seen).toMatch(/^1 image was broken/);
  expect(judgeLayers(last, told)).toMatchObject({
    state: "ok",
    code: "layers.ok",
    values: { beyond: "yes" },
  });
});

test("of more than a run has named, all are counted, and nothing is called well", () => {
  expect(judgeLayers({ ...last, unnamed: 1_200 }, [])).toMatchObject({
    state: "broken",
    code: "layers.found",
    values: { least: "yes", count: 1_202 },
  });
  expect(judgeLayers({ ...last, unnamed: 1_200 }, told)).toMatchObject({
    state: "unknown",
    code: "layers.unnamed",
    values: { count: 1_200 },
  });
});
