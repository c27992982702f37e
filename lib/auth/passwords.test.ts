import { expect, it } from "vitest";
import { hashPassword, isOutdatedHash, verifyPassword } from "./passwords";

it("accepts the password and nothing else", async () => {
  const stored = await hashPassword("correct horse battery");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=2,p=1\$/);
  expect(await verifyPassword(stored, "correct horse battery")).toBe(true);
  expect(await verifyPassword(stored, "correct horse batterY")).toBe(false);
  expect(isOutdatedHash(stored)).toBe(false);
});

it("does the same work for an unknown person, and refuses", async () => {
  expect(await verifyPassword(null, "anything at all")).toBe(false);
});
