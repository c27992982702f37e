import { expect, test } from "vitest";
import { anImage } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { deletesTagsAnyway } from "./deletes-tags-anyway";

test.each([
  ["distribution-3.0", true],
  ["distribution-3.1", false],
  ["distribution-2.8", false],
] as const)("with deletes switched off, %s deletes tags all the same: %s", async (family, anyway) => {
  const { registry, connection } = await connectToFake({ family, deletes: false });
  registry.push("app", "v1", anImage());
  const before = registry.store.outline();
  expect(await deletesTagsAnyway(connection, "app")).toBe(anyway);
  expect(registry.store.outline()).toEqual(before);
});
