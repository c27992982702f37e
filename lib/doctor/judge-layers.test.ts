import { expect, test } from "vitest";
import { judgeLayers } from "./judge-layers";

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
    ...{ state: "broken", places: [{ repository: "app", tags: ["1.0", "1.1"], detail: "Its layer is missing." }] },
  });
  expect(judgeLayers(last, told.slice(1)).seen).toMatch(/^One image was not whole/);
  expect(judgeLayers(last, told)).toMatchObject({
    ...{ state: "ok", seen: expect.stringContaining("beyond what is told above") },
  });
});

test("of more than a run has named, all are counted, and nothing is called well", () => {
  expect(judgeLayers({ ...last, unnamed: 1_200 }, [])).toMatchObject({
    ...{ state: "broken", seen: expect.stringMatching(/^At least 1,202 images were not whole/) },
  });
  expect(judgeLayers({ ...last, unnamed: 1_200 }, told)).toMatchObject({
    ...{ state: "unknown", seen: expect.stringContaining("1,200 more images") },
  });
});
