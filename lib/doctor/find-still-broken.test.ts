import { afterEach, expect, test } from "vitest";
import { anImage } from "@/lib/testing/factories";
import { faultAt } from "@/lib/testing/fake-registry/faults";
import { closeIndexingConsole, openIndexingConsole, startIndexing } from "@/lib/testing/indexing-console";
import { untilSwept } from "@/lib/testing/until-swept";
import { findStillBroken } from "./find-still-broken";

afterEach(closeIndexingConsole);

const before = 0;
const after = Date.now() + 60 * 60_000;
const silent = ["1.0", "1.1", "gone"].map((tag) => ({ repository: "app", tag, digest: null, detail: "Silent." }));

test("a tag that did not answer a run stays broken until it was read well after that run", async () => {
  const intercept = faultAt("GET /v2/app/manifests/1.1", { status: 500 });
  const registry = await openIndexingConsole({ intercept }, { indexing: null });
  registry.push("app", "1.0", anImage());
  registry.push("app", "1.1", anImage());
  startIndexing();
  await untilSwept();
  const still = async (finishedAt: number) =>
    (await findStillBroken("local", { broken: silent, finishedAt })).map(({ tag }) => tag);
  expect(await still(after)).toEqual(["1.0", "1.1"]);
  expect(await still(before)).toEqual(["1.1"]);
});
