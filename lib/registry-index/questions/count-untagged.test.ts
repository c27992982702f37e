import { afterEach, expect, test } from "vitest";
import { anImage, anIndex } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { countUntagged } from "./count-untagged";

afterEach(closeIndexingConsole);

test("platforms that lost their tags are no waste while an index with a tag lists them", async () => {
  const registry = await openIndexingConsole();
  const [amd64, arm64] = [anImage(), anImage({ platform: { os: "linux", architecture: "arm64" } })];
  registry.push("app", "1.0-amd64", amd64);
  registry.push("app", "1.0-arm64", arm64);
  registry.push("app", "1.0", anIndex([amd64, arm64]));
  registry.push("app", "old", anImage());
  await untilSwept();
  const { tags } = registry.store.repository("app");
  for (const tag of ["1.0-amd64", "1.0-arm64", "old"]) tags.delete(tag);
  await sweepAgain();
  expect(await countUntagged("local")).toEqual([{ repository: "app", count: 1 }]);
  tags.delete("1.0");
  await sweepAgain();
  expect(await countUntagged("local")).toEqual([{ repository: "app", count: 4 }]);
});
