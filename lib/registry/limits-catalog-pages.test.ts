import { expect, test } from "vitest";
import { connectToReal } from "@/lib/testing/connect-to-real";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { findRealPrograms } from "@/lib/testing/real-registry";
import { limitsCatalogPages } from "./limits-catalog-pages";

test.each([
  [1_000, true],
  [100_000, false],
])("a registry with a limit of %i", async (catalogMaxEntries, expected) => {
  const { connection } = await connectToFake({ quirks: { catalogMaxEntries } });
  expect(await limitsCatalogPages(connection)).toBe(expected);
});

test("a registry without a catalog is an error", async () => {
  const { connection } = await connectToFake({ catalog: false });
  await expect(limitsCatalogPages(connection)).rejects.toMatchObject({ code: "registry-failed" });
});

const distributions = findRealPrograms().filter(({ kind }) => kind !== "zot");
test.each(distributions)("a real $kind has a limit", async (program) => {
  const { connection } = await connectToReal(program);
  expect(await limitsCatalogPages(connection)).toBe(true);
});
