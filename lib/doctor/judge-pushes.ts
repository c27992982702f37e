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
  /** What became of a push that was begun and cancelled; null where none was. */
  push: Attempt<PushAnswer> | null;
  /** Where it was begun. */
  repository: string | null;
  /** The console changes nothing there. */
  consoleReadOnly: boolean;
  /** What a collection has left that is not put right yet. */
  leftBehind: ItemProblem | null;
};

const lines = "storage:\n  maintenance:\n    readonly:\n      enabled: false";

/** Whether the registry takes pushes: anybody's, and those of the console. */
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
