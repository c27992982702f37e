import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { inspectCertificate } from "@/lib/registry/inspect-certificate";
import { requireAccess } from "@/lib/registry/require-access";
import { soundOut } from "@/lib/registry/sound-out";
import { attempt } from "./attempt";
import { judgeAuth } from "./judge-auth";
import { judgeClock } from "./judge-clock";
import { judgeReachable } from "./judge-reachable";
import { judgeTls } from "./judge-tls";
import type { Judgement } from "./judgement";

const answerMs = 8_000;
// The look itself reports more clearly what it waited for, so it may time out first.
const patienceMs = answerMs + 1_000;

/**
 * Looks at the way to the registry: whether it answers, gives the console access, and has a good certificate and the
 * right time.
 */
export async function lookAtConnection(connection: RegistryConnection): Promise<Judgement[]> {
  const limit = { timeoutMs: answerMs };
  const isTls = connection.baseUrl.protocol === "https:";
  const [sounding, access, inspection] = await Promise.all([
    attempt(soundOut(connection, limit), patienceMs),
    attempt(requireAccess(connection, limit), patienceMs),
    isTls ? attempt(inspectCertificate(connection, limit), patienceMs) : null,
  ]);
  return [
    judgeReachable(connection, sounding, access),
    judgeAuth(connection, sounding, access),
    judgeTls(connection.config, inspection, Date.now()),
    judgeClock(sounding),
  ];
}
