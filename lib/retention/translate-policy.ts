import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { PolicyInput, PolicyText } from "@/lib/contract/policies";
import { formatPolicy, parsePolicy } from "./policy-yaml";

/**
 * Returns a policy that is not saved, in both of its forms. Throws `invalid-request` with every mistake and its place.
 */
export function translatePolicy(actor: Actor | null, input: PolicyInput): PolicyText {
  authorize(actor, "registry:read");
  const spec = parsePolicy(input);
  return { spec, yaml: formatPolicy(spec) };
}
