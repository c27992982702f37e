import type { lookup as systemLookup } from "node:dns";
import { expect, test } from "vitest";
import { guardedLookup } from "./guarded-connector";

function resolvingTo(...addresses: string[]) {
  return ((_name: string, _options: object, done: (error: null, all: object[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    )) as unknown as typeof systemLookup;
}

const resolve = (lookup: typeof systemLookup, all: boolean) =>
  new Promise((done) => {
    const guarded = guardedLookup((address) => !address.startsWith("169.254."), lookup);
    guarded("registry.example", { all }, (error, address) => done(error ?? address));
  });

test("a name that resolves to a forbidden address is not connected to", async () => {
  expect(await resolve(resolvingTo("169.254.169.254"), true)).toMatchObject({ code: "registry-unreachable" });
  expect(await resolve(resolvingTo("169.254.169.254"), false)).toMatchObject({ code: "registry-unreachable" });
});

test("of several addresses only the allowed ones are left", async () => {
  const both = resolvingTo("169.254.169.254", "10.0.0.1");
  expect(await resolve(both, true)).toEqual([{ address: "10.0.0.1", family: 4 }]);
  expect(await resolve(both, false)).toBe("10.0.0.1");
});
