import type { Json } from "./json-patch";

export type Rule = { apiGroups: string[]; resources: string[]; resourceNames?: string[]; verbs: string[] };
export type Call = { method: string; path: string; group: string; resource: string; verb: string; name: string | null };

const verbs: Record<string, string> = { POST: "create", PATCH: "patch", PUT: "update", DELETE: "delete" };

/** Returns a request in RBAC terms; null if it isn't in the namespace `registry`. */
export function callOf(method: string, path: string): Call | null {
  const match = /^\/(?:api|apis\/([^/]+))\/v\d\w*\/namespaces\/registry\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
    path,
  );
  if (!match) return null;
  const [, group = "", resource = "", name = null, subresource] = match;
  const verb = method === "GET" ? (name === null ? "list" : "get") : (verbs[method] ?? method);
  return { method, path, group, resource: subresource ? `${resource}/${subresource}` : resource, verb, name };
}

const fits = (rule: Rule, call: Pick<Call, "group" | "resource" | "verb" | "name">) =>
  rule.apiGroups.includes(call.group) &&
  rule.resources.includes(call.resource) &&
  rule.verbs.includes(call.verb) &&
  (!rule.resourceNames || (call.name !== null && rule.resourceNames.includes(call.name)));

/** The rules of a role, and which of the allowed rights were used. */
export class Rights {
  private readonly used = new Set<string>();

  constructor(private readonly rules: readonly Rule[] | null) {}

  allows(call: Pick<Call, "group" | "resource" | "verb" | "name">): boolean {
    return !this.rules || this.rules.some((rule) => fits(rule, call));
  }

  use(call: Call): boolean {
    this.used.add(`${call.verb} ${call.resource}`);
    return this.allows(call);
  }

  /** Answers a review of the caller's own rights. */
  review({ group = "", resource, subresource, verb, name = null }: Json): boolean {
    return this.allows({ group, resource: subresource ? `${resource}/${subresource}` : resource, verb, name });
  }

  /** Returns the rights that the rules allow and nobody used. */
  unused(): string[] {
    const all = (this.rules ?? []).flatMap(({ resources, verbs: allowed }) =>
      resources.flatMap((resource) => allowed.map((verb) => `${verb} ${resource}`)),
    );
    return all.filter((right) => !this.used.has(right));
  }
}
