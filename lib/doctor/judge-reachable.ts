import "server-only";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { formatDuration } from "@/lib/format/duration";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { Sounding } from "@/lib/registry/sound-out";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";

const slowMs = 2_000;

/** Judges whether the address answers, and whether it is a registry. */
export function judgeReachable(
  { config: { url } }: Pick<RegistryConnection, "config">,
  sounding: Attempt<Sounding>,
  access: Attempt<void>,
): Judgement {
  const check = "reachable";
  const error = sounding.error ?? (access.error && !refusals.includes(access.error.code) ? access.error : null);
  if (error) return { check, state: "broken", code: "reachable.down", values: { detail: error.detail } };
  const ms = sounding.value?.tookMs ?? 0;
  if (ms < slowMs) return { check, state: "ok", code: "reachable.ok", values: { url, ms } };
  return { check, state: "attention", code: "reachable.slow", values: { url, time: formatDuration(ms) } };
}

/** A registry that refuses access is reachable. */
const refusals: ErrorCode[] = ["registry-unauthorized", "registry-denied"];
