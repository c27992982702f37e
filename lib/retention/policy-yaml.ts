import "server-only";
import { parse, stringify } from "yaml";
import { type PolicyInput, type PolicySpec, policySpecSchema } from "@/lib/contract/policies";
import { AppError } from "@/lib/errors/app-error";
import { requireSmallYaml } from "./require-small-yaml";

const mostAliases = 20;
const mostMistakes = 10;

/** Parses a policy that somebody wrote as JSON or YAML. Throws `invalid-request` with every mistake and its place. */
export function parsePolicy({ spec, yaml }: PolicyInput): PolicySpec {
  if ((spec === undefined) === (yaml === undefined))
    throw new AppError("invalid-request", "Send a policy either as `spec` or as `yaml`.");
  const parsed = policySpecSchema.safeParse(spec ?? parseYaml(yaml ?? ""));
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the policy"}: ${message}`);
  throw new AppError("invalid-request", mistakes.slice(0, mostMistakes).join("; "));
}

function parseYaml(text: string): unknown {
  requireSmallYaml(text);
  try {
    // Otherwise the parser's warnings would go into the log, one line each.
    return parse(text, { maxAliasCount: mostAliases, prettyErrors: true, logLevel: "error" });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    throw new AppError("invalid-request", `This is not valid YAML: ${reason}`);
  }
}

/** Returns a policy as YAML, without values that are the defaults anyway. */
export function formatPolicy(spec: PolicySpec): string {
  return stringify(withoutDefaults(spec), { lineWidth: 100 });
}

function withoutDefaults({ tags, keep, repositories, removeManifests, schedule, ...rest }: PolicySpec) {
  const { include, exclude } = repositories;
  const { newest, within, matching } = keep;
  const { name, registry, withReferrers, mostPercent, enabled } = rest;
  return {
    name,
    registry,
    repositories: exclude.length > 0 ? { include, exclude } : { include },
    ...(Object.keys(tags).length > 0 && { tags }),
    keep: {
      ...(newest.length > 0 && { newest }),
      ...(within.length > 0 && { within }),
      ...(matching && { matching }),
    },
    ...(withReferrers ? {} : { withReferrers }),
    ...(removeManifests !== undefined && { removeManifests }),
    mostPercent,
    ...(schedule && { schedule }),
    enabled,
  };
}
