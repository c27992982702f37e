import { afterEach, expect, test } from "vitest";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { codeOf } from "@/lib/testing/deleting-console";
import { requireMetricsToken } from "./require-metrics-token";

afterEach(forgetAllProcessWide);

const outcome = (token: string | null, authorization?: string) => {
  processWide("config", () => ({ metrics: { port: null, token } }));
  const headers = new Headers(authorization === undefined ? {} : { authorization });
  return codeOf((async () => requireMetricsToken(headers))());
};

test("metrics are for whoever has the token", async () => {
  expect(await outcome("s3cret", "Bearer s3cret")).toBe("nothing thrown");
});

test.each([undefined, "Bearer ", "Bearer other", "s3cret", "Basic s3cret"])("%j is not the token", async (given) => {
  expect(await outcome("s3cret", given)).toBe("unauthenticated");
});

test("without a token there are none, whatever is sent", async () => {
  expect(await outcome(null, "Bearer ")).toBe("not-found");
});
