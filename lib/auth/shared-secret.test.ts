import { afterEach, expect, test } from "vitest";
import { isPostgres } from "@/lib/db/database";
import { openTestConsole } from "@/lib/testing/test-console";
import { agreeOnSecret } from "./shared-secret";

let close: () => Promise<void>;
afterEach(() => close());

const [one, other] = ["1".repeat(64), "2".repeat(64)];

test("consoles on one PostgreSQL have one secret, whoever starts first; on SQLite each has its own", async () => {
  close = await openTestConsole([]);
  const agreed = await Promise.all([agreeOnSecret(one), agreeOnSecret(other)]);
  expect(new Set(agreed).size).toBe(isPostgres() ? 1 : 2);
  expect(await agreeOnSecret("3".repeat(64))).toBe(isPostgres() ? agreed[0] : "3".repeat(64));
});
