import "server-only";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

type Facts = {
  capabilities: Attempt<Capabilities>;
  /** Whether the registry deletes tags although deletes are switched off; null if that was not tried. */
  tagsAnyway: boolean | null;
};

const lines = "storage:\n  delete:\n    enabled: true";

/** Judges whether anything can be deleted. */
export function judgeDeletes({ capabilities: { value: capabilities, error }, tagsAnyway }: Facts): Judgement {
  const check = "deletes";
  if (error) return { check, ...unasked(error) };
  const { deleteBlockedBy: blocked, deleteManifest, deleteTag } = capabilities;
  if (blocked) return { check, ...judgeRefusal(blocked, tagsAnyway) };
  if (!deleteManifest && !deleteTag) return { check, state: "unknown", code: "deletes.noRepository" };
  return { check, state: "ok", code: deleteTag ? "deletes.ok" : "deletes.byPlaceholder" };
}

function judgeRefusal(
  { code, detail }: NonNullable<Capabilities["deleteBlockedBy"]>,
  tagsAnyway: boolean | null,
): Omit<Judgement, "check"> {
  switch (code) {
    case "console-read-only":
      return { state: "unknown", code: "deletes.untried", values: { detail } };
    case "registry-read-only":
      return { state: "unknown", code: "deletes.hidden" };
    case "pull-through-cache":
      return { state: "unknown", code: "deletes.cache", lines };
    case "deletion-disabled":
      return { state: "attention", code: tagsAnyway ? "deletes.offButTags" : "deletes.off", lines };
    case "delete-ignored":
      return { state: "attention", code: "deletes.ignored", values: { detail } };
    default:
      return { state: "attention", code: "deletes.blocked", values: { detail } };
  }
}
