import { describe, expect, test } from "vitest";
import { judgeVersion, type SoftwareFacts } from "./judge-version";
import { wordsOf } from "./judgement";

const facts: SoftwareFacts = {
  kind: "distribution-3",
  exact: null,
  limitsPages: false,
  storage: null,
  repositories: 20,
};
const judge = (changes: Partial<SoftwareFacts>) => judgeVersion({ ...facts, ...changes });
const titles = (changes: Partial<SoftwareFacts>) => (judge(changes).flaws ?? []).map(({ title }) => title.slice(0, 20));

describe("the embedded registry, of which the version and the storage are known", () => {
  test.each([
    ["2.8.2", "distribution-2", "ok"],
    ["2.8.1", "distribution-2", "attention"],
    ["3.1.1", "distribution-3", "ok"],
    ["3.0.0", "distribution-3", "ok"],
  ])("%s", (exact, kind, state) => {
    const judgement = judge({ exact, kind, storage: "filesystem" });
    expect(judgement.state).toBe(state);
    expect(wordsOf(judgement).seen).toContain(`CNCF Distribution ${exact}`);
  });
});

test("a registry in S3 loses tags from its lists from 3.1.0 to 3.1.1, and repositories where there are many", () => {
  const s3 = { storage: "s3" as const };
  const lost = (exact: string, repositories = 20) =>
    titles({ ...s3, exact, repositories }).filter((title) => /are mi/.test(title));
  expect(lost("3.0.0")).toEqual([]);
  expect(lost("3.0.0", 5_000)).toEqual(["Repositories are mis"]);
  expect(lost("3.1.1", 5_000)).toEqual(["Repositories are mis", "Tags are missing fro"]);
  expect(lost("3.1.2", 5_000)).toEqual([]);
  expect(judge({ ...s3, exact: "3.1.1" }).state).toBe("attention");
});

test("where only the family is known, what may concern it is told as that, and nothing is called well", () => {
  const judgement = judge({});
  expect(judgement.state).toBe("unknown");
  expect(wordsOf(judgement).seen).toContain("doesn't report its exact version");
  expect(judgement.flaws?.[0]).toMatchObject({ onlyIf: "its version is 3.1.0 to 3.1.1 and it uses S3 storage" });
});

test("of a 2.8 that limits its pages, what was mended in 2.8.2 is not told", () => {
  const second = { kind: "distribution-2", storage: "filesystem" as const };
  expect(judge(second)).toMatchObject({
    state: "unknown",
    flaws: [{ onlyIf: "its version is 2.0.0 to 2.8.1" }, {}, {}, {}, {}],
  });
  expect(judge({ ...second, limitsPages: true })).toMatchObject({ state: "ok", flaws: [{}, {}, {}, {}] });
});

test.each(["zot", "harbor", "quay", "gitlab", "unknown"])("of %s no flaws are known", (kind) => {
  expect(judge({ kind })).toMatchObject({ state: "unknown" });
  expect(titles({ kind })).toEqual([]);
});
