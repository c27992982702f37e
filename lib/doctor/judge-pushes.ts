import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { isProblem } from "@/lib/errors/problem";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import type { PushAnswer } from "@/lib/registry/probe-push";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

type Facts = {
  capabilities: Attempt<Capabilities>;
  /** The outcome of a push that was begun and cancelled; null if none was begun. */
  push: Attempt<PushAnswer> | null;
  /** The repository of that push. */
  repository: string | null;
  /** Whether the console changes nothing in this registry. */
  consoleReadOnly: boolean;
  /** What a garbage collection left behind that is not repaired yet. */
  leftBehind: ItemProblem | null;
};

const lines = "storage:\n  maintenance:\n    readonly:\n      enabled: false";

/** Judges whether the registry accepts pushes: anybody's, and the console's. */
export function judgePushes({ capabilities, push, repository, consoleReadOnly, leftBehind }: Facts): Judgement {
  const check = "pushes";
  if (consoleReadOnly) return { check, state: "unknown", code: "pushes.untried" };
  if (capabilities.value?.readOnly || push?.value === "read-only") {
    if (!leftBehind || !isProblem(leftBehind, "registry-read-only"))
      return { check, state: "attention", code: "pushes.readOnly", lines };
    return { check, state: "attention", code: "pushes.leftReadOnly", values: { detail: leftBehind.detail } };
  }
  if (capabilities.value?.pullThroughCache || push?.value === "pull-through-cache")
    return { check, state: "ok", code: "pushes.cache" };
  const error = push ? push.error : capabilities.error;
  if (error) return { check, ...unasked(error) };
  if (!push || repository === null) return { check, state: "unknown", code: "pushes.noRepository" };
  if (push.value === "accepted") return { check, state: "ok", code: "pushes.ok" };
  return { check, state: "attention", code: "pushes.refused", values: { repository } };
}
