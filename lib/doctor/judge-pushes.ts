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

/** Whether the registry takes pushes: anybody's, and those of the console. */
export function judgePushes({ capabilities, push, repository, consoleReadOnly, leftBehind }: Facts): Judgement {
  const check = "pushes";
  if (consoleReadOnly)
    return { check, state: "unknown", seen: "The console is set to change nothing here, so a push was not tried." };
  if (capabilities.value?.readOnly || push?.value === "read-only")
    return {
      check,
      ...readOnly,
      ...(leftBehind && isProblem(leftBehind, "registry-read-only") && leftReadOnly(leftBehind)),
    };
  if (capabilities.value?.pullThroughCache || push?.value === "pull-through-cache")
    return { check, state: "ok", seen: "It is a pull-through cache, which takes no pushes." };
  const error = push ? push.error : capabilities.error;
  if (error) return { check, state: "unknown", seen: unasked(error) };
  if (!push) return { check, state: "unknown", seen: "It has no repository yet in which a push could be tried." };
  if (push.value === "accepted")
    return { check, state: "ok", seen: "It takes pushes: one was begun, and cancelled at once." };
  return { check, ...refused, seen: `The console's account may not push to ${repository}.` };
}

const readOnly: Omit<Judgement, "check"> = {
  state: "attention",
  seen: "It is in read-only mode.",
  consequence: "Nobody can push, and nothing can be deleted or put back.",
  remedy:
    "If no collection by hand is under way, switch `storage.maintenance.readonly` off in its configuration, and restart it.",
  lines: "storage:\n  maintenance:\n    readonly:\n      enabled: false",
};

const leftReadOnly = ({ detail }: ItemProblem) => ({
  seen: `It is in read-only mode, as a garbage collection has left it. ${detail}`,
  remedy:
    "The log of that run says what is in the way. Mend it, then press “Try now” on the page of the garbage collection.",
  lines: null,
});

const refused: Omit<Judgement, "check" | "seen"> = {
  state: "attention",
  consequence:
    "What was deleted can't be put back from the trash. In a registry that deletes by digest only, no single tag can be deleted either.",
  remedy: "Give that account the right, or set `readOnly: true` for this registry in shipshape.yaml if it is meant so.",
};
