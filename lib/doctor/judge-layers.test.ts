import { expect, test } from "vitest";
import { judgeLayers } from "./judge-layers";

const checkedAt = Date.parse("2026-11-21T12:00:00Z");
const broken = ["1.0", "1.1"].map((tag) => ({ repository: "app", tag, digest: null, detail: "Its layer is missing." }));
const problem = { type: "/problems/manifest-not-found", detail: "", missingPlatforms: [] };
const told = broken.map(({ repository, tag }) => ({ repository, tag, named: true, problem }));

test("where no collection has looked, nothing is called well", () => {
  expect(judgeLayers(null, [])).toMatchObject({ state: "unknown", checkedAt: null });
});

test("what was whole then is well, as of then", () => {
  expect(judgeLayers({ checkedAt, broken: [] }, [])).toMatchObject({
    state: "ok",
    checkedAt: "2026-11-21T12:00:00.000Z",
  });
});

test("what was not is named, by repository, unless another check tells of it", () => {
  expect(judgeLayers({ checkedAt, broken }, [])).toMatchObject({
    ...{ state: "broken", places: [{ repository: "app", tags: ["1.0", "1.1"], detail: "Its layer is missing." }] },
  });
  expect(judgeLayers({ checkedAt, broken }, told.slice(1)).seen).toMatch(/^One image was not whole/);
  expect(judgeLayers({ checkedAt, broken }, told)).toMatchObject({
    ...{ state: "ok", seen: expect.stringContaining("beyond what is told above") },
  });
});
