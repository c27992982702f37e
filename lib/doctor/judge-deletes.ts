import "server-only";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

type Facts = {
  capabilities: Attempt<Capabilities>;
  /** Whether it deletes tags although deletes are switched off; null where that was not tried. */
  tagsAnyway: boolean | null;
};

const lines = "storage:\n  delete:\n    enabled: true";

/** Whether anything can be deleted. */
export function judgeDeletes({ capabilities: { value: capabilities, error }, tagsAnyway }: Facts): Judgement {
  const check = "deletes";
  if (error) return { check, state: "unknown", seen: unasked(error) };
  const { deleteBlockedBy: blocked, deleteManifest, deleteTag } = capabilities;
  if (blocked) return { check, ...judgeRefusal(blocked, tagsAnyway) };
  if (!deleteManifest && !deleteTag)
    return { check, state: "unknown", seen: "It has no repository yet on which to see whether it deletes." };
  const seen = deleteTag
    ? "It deletes tags and manifests."
    : "It deletes manifests. A tag goes with the help of a placeholder, so that others on its digest stay.";
  return { check, state: "ok", seen };
}

function judgeRefusal(
  { code, detail }: NonNullable<Capabilities["deleteBlockedBy"]>,
  tagsAnyway: boolean | null,
): Omit<Judgement, "check"> {
  if (code === "console-read-only") return { state: "unknown", seen: `${detail} So it was not tried.` };
  if (code === "registry-read-only")
    return { state: "unknown", seen: "It is read-only, which hides whether deletes are switched on." };
  if (code === "pull-through-cache")
    return {
      ...{ state: "unknown", seen: "A pull-through cache takes no deletes, whatever its settings are." },
      consequence: "What it keeps expires only if `storage.delete.enabled` is true, which can't be seen from here.",
      remedy: "See to it that this stands in its configuration.",
      lines,
    };
  if (code === "deletion-disabled" && tagsAnyway)
    return {
      state: "attention",
      seen: "Deletes are switched off, but it deletes tags all the same, as CNCF Distribution 3.0 does.",
      consequence:
        "Whoever may push there can make tags vanish, although the configuration says otherwise. The console keeps to the switch.",
      remedy: "Update to 3.1.1 or later, or switch deletes on where that is what you want.",
      lines,
    };
  if (code === "deletion-disabled")
    return {
      ...{ state: "attention", seen: "Deletes are switched off." },
      consequence:
        "Nothing can be deleted through the console, so clean-up, policies and repairs do nothing, and the storage only grows.",
      remedy:
        "Switch them on in the registry's configuration (or REGISTRY_STORAGE_DELETE_ENABLED=true), and restart it.",
      lines,
    };
  if (code === "delete-ignored")
    return {
      ...{ state: "attention", seen: detail },
      consequence: "Nothing can be deleted through the console: what looks deleted would go on being pulled.",
      remedy:
        "Delete with the registry's own interface or API, or update it. The console tries one tag again after a day.",
    };
  return {
    ...{ state: "attention", seen: detail },
    consequence: "Nothing can be deleted through the console, so clean-up, policies and repairs do nothing.",
    remedy:
      "Give that account the right, or let the requests through where something in front of it blocks them. Set `readOnly: true` for this registry in shipshape.yaml if it is meant so.",
  };
}
