import { expect, test } from "vitest";
import { parsePolicy } from "@/lib/retention/policy-yaml";
import { newPolicyText } from "./template";

test.each(["", "not-pulled", "old", "branch", "pre-release", "no-such-thing"])(
  "a new policy for %j can be read, is switched off, and keeps something",
  (from) => {
    const policy = parsePolicy({ yaml: newPolicyText("local", { from, days: 60, keep: 0 }) });
    expect([policy.registry, policy.enabled, policy.mostPercent]).toEqual(["local", false, 50]);
    expect(policy.keep.within[0]?.days).toBe(60);
  },
);
