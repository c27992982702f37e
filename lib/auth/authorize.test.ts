import { describe, expect, it } from "vitest";
import { viewer } from "@/lib/testing/test-console";
import type { Actor } from "./actor";
import { type Action, authorize, canDo } from "./authorize";

const admin: Actor = { userId: "1", username: "ann", role: "admin" };
const changes: Action[] = ["tag:delete", "garbage-collection:run", "people:change", "secret:read"];

describe("authorize", () => {
  it("asks to sign in where there is no actor", () => {
    expect(() => authorize(null, "registry:read")).toThrow(expect.objectContaining({ code: "unauthenticated" }));
  });

  it.each(changes)("lets an admin and not a viewer do %s", (action) => {
    expect(() => authorize(admin, action)).not.toThrow();
    expect(() => authorize(viewer, action)).toThrow(expect.objectContaining({ code: "forbidden" }));
    expect(canDo(viewer, action)).toBe(false);
  });

  it("lets a viewer read registries and runs", () => {
    expect(canDo(viewer, "registry:read")).toBe(true);
    expect(canDo(viewer, "garbage-collection:read")).toBe(true);
  });

  it("gives nothing to a role it does not know", () => {
    expect(canDo({ ...viewer, role: "owner" as never }, "registry:read")).toBe(false);
  });

  it("says of an ID in a registry that is seen in part what it says of none", () => {
    const partial = { ...viewer, grants: (viewer.grants ?? []).map((grant) => ({ ...grant, pattern: "web/**" })) };
    const resource = { registry: "local", absent: "No such run." };
    for (const action of ["garbage-collection:read", "policy:change", "tag:delete"] as const)
      expect(() => authorize(partial, action, resource)).toThrow(expect.objectContaining({ code: "not-found" }));
    expect(() => authorize(viewer, "policy:change", resource)).toThrow(expect.objectContaining({ code: "forbidden" }));
  });
});
