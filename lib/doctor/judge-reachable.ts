import "server-only";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { formatDuration } from "@/lib/format/duration";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { Sounding } from "@/lib/registry/sound-out";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";

const slowMs = 2_000;

/** Whether a registry answers, and whether it is one. */
export function judgeReachable(
  { config }: Pick<RegistryConnection, "config">,
  sounding: Attempt<Sounding>,
  access: Attempt<void>,
): Judgement {
  const check = "reachable";
  if (sounding.error) return { check, state: "broken", seen: sounding.error.detail, consequence: asItWas };
  if (access.error && !refusals.includes(access.error.code))
    return { check, state: "broken", seen: access.error.detail, consequence: asItWas };
  const { tookMs } = sounding.value;
  if (tookMs < slowMs) return { check, state: "ok", seen: `It answers at ${config.url}, in ${tookMs} ms.` };
  return {
    ...{ check, state: "attention", seen: `It answers at ${config.url}, but only after ${formatDuration(tookMs)}.` },
    consequence: "Whatever asks the registry waits that long: pulls and pushes, and the dialogs of this console.",
    remedy: "Look at the load of the registry, its storage, and the network between.",
  };
}

/** Who says no is there. */
const refusals: ErrorCode[] = ["registry-unauthorized", "registry-denied"];
const asItWas = "Nothing of this registry can be read or changed; what the pages show is as it was last read.";
