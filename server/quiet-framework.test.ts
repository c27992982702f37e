import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

test("the framework's banner is not printed, and everything else is", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await import("./quiet-framework.mjs");
  for (const line of ["▲ Next.js 16", "- Local:   http://127.0.0.1:3000", "✓ Ready in 0ms", "Shipshape is running"])
    console.log(line);
  expect(printed.mock.calls).toEqual([["Shipshape is running"]]);
});
