import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import type { Sounding } from "@/lib/registry/sound-out";
import type { Attempt } from "./attempt";
import { isThisMachine } from "./is-this-machine";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

/** Whether the console's account is let in, and whether everybody is. */
export function judgeAuth(
  { config, baseUrl }: Pick<RegistryConnection, "config" | "baseUrl">,
  sounding: Attempt<Sounding>,
  access: Attempt<void>,
): Judgement {
  const check = "auth";
  const { error } = access;
  if (isAppError(error, "registry-unauthorized", "registry-denied"))
    return {
      ...{ check, state: "broken", seen: error.detail },
      consequence: "Nothing of this registry can be read or changed; what the pages show is as it was last read.",
    };
  if (error) return { check, state: "unknown", seen: unasked(error) };
  if (sounding.error) return { check, state: "unknown", seen: unasked(sounding.error) };
  if (sounding.value.asksFor !== "nothing")
    return { check, state: "ok", seen: `It lets the console in, ${inWords[sounding.value.asksFor]}.` };
  if (isThisMachine(baseUrl))
    return { check, state: "ok", seen: "It lets in whoever comes; its address is of this machine alone." };
  return {
    ...{ check, state: "attention", seen: `It lets in whoever comes: ${config.title} asks nobody for credentials.` },
    consequence:
      "Whoever reaches its address can pull everything, and push and delete as far as it allows that at all.",
    remedy: "Set up `auth` in the registry's configuration, or see to it that nobody else reaches its address.",
  };
}

const inWords: Record<Exclude<Sounding["asksFor"], "nothing">, string> = {
  basic: "and asks for a user name and a password",
  bearer: "and asks for a token of its token service",
  something: "and not whoever comes",
};
