import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { Sounding } from "@/lib/registry/sound-out";
import type { Attempt } from "./attempt";
import { isThisMachine } from "./is-this-machine";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

/** Judges whether the console's account has access, and whether everybody has. */
export function judgeAuth(
  { config, baseUrl }: Pick<RegistryConnection, "config" | "baseUrl">,
  sounding: Attempt<Sounding>,
  access: Attempt<void>,
): Judgement {
  const check = "auth";
  const { error } = access;
  if (isAppError(error, "registry-unauthorized", "registry-denied"))
    return { check, state: "broken", code: "auth.refused", values: { detail: error.detail } };
  if (error) return { check, ...unasked(error) };
  if (sounding.error) return { check, ...unasked(sounding.error) };
  const { asksFor } = sounding.value;
  if (asksFor !== "nothing") return { check, state: "ok", code: "auth.ok", values: { how: asksFor } };
  if (isThisMachine(baseUrl)) return { check, state: "ok", code: "auth.openHere" };
  return { check, state: "attention", code: "auth.open", values: { title: config.title } };
}
