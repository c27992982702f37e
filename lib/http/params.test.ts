import { expect, it } from "vitest";
import { digestParam, getPageParams, idParam, registryParam, repositoryParam, tagParam } from "./params";

const shape = { registry: registryParam, repository: repositoryParam, tag: tagParam };
const read = (params: Record<string, string>) => getPageParams(Promise.resolve(params), shape);
const encoded = { registry: "local", repository: "team%2Fapp", tag: "v1" };

it("gives a page its parameters decoded", async () => {
  expect(await read(encoded)).toEqual({ registry: "local", repository: "team/app", tag: "v1" });
});

it.each([
  { repository: "Team%2Fapp" },
  { repository: "..%2F..%2Fetc" },
  { repository: "team%252Fapp" },
  { repository: "%E0%A4%A" },
  { repository: "a%00" },
  { tag: "v1%2F.." },
  { registry: "Local" },
])("has no page for %j", async (change) => {
  await expect(read({ ...encoded, ...change })).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
});

it("knows a digest and an id by their grammar", () => {
  expect(digestParam.safeParse(`sha256:${"a".repeat(64)}`).success).toBe(true);
  expect(digestParam.safeParse(`sha256:${"A".repeat(64)}`).success).toBe(false);
  expect(idParam.safeParse("0198-ab").success).toBe(true);
  expect(idParam.safeParse("../x").success).toBe(false);
});
