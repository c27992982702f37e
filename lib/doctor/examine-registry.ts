import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import type { DoctorPart, DoctorQuery, Examination, Finding } from "@/lib/contract/doctor";
import { processWide } from "@/lib/process/process-wide";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { toFinding } from "./judgement";
import { lookAtConnection } from "./look-at-connection";
import { lookAtContents } from "./look-at-contents";
import { lookAtReports } from "./look-at-reports";
import { lookAtSoftware } from "./look-at-software";

const parts = ["connection", "software", "reports", "contents"] as const;

/**
 * Returns what is well and what is wrong with a registry, or with a part of it, each with its consequence and its
 * remedy. What can't be determined says so. Changes nothing. Throws `registry-not-found`.
 */
export async function examineRegistry(
  actor: Actor | null,
  registry: string,
  { part, again }: DoctorQuery,
): Promise<Examination> {
  authorize(actor, "registry:read-all", { registry });
  const connection = getConnection(registry);
  // Users who may only read can't have the registry asked again and again.
  const anew = again && canDo(actor, "registry:sweep", { registry });
  const looks = (part ? [part] : parts).map((one) => look(actor, connection, { part: one, again: anew }));
  return { findings: (await Promise.all(looks)).flat() };
}

type Choice = { part: DoctorPart; again: boolean };

async function look(actor: Actor, connection: RegistryConnection, { part, again }: Choice): Promise<Finding[]> {
  const { config } = connection;
  const now = async (judging: ReturnType<typeof lookAtContents>) => {
    const checkedAt = new Date().toISOString();
    return (await judging).map((judgement) => toFinding(judgement, part, checkedAt));
  };
  if (part === "reports") return now(lookAtReports(actor, config));
  if (part === "contents") return now(lookAtContents(config.name));
  return remembered(`${config.name} ${part}`, again, () =>
    now(part === "connection" ? lookAtConnection(connection) : lookAtSoftware(connection, { again })),
  );
}

type Remembered = { at: number; findings: Promise<Finding[]>; underWay: boolean };

const goodForMs = 30_000;

/**
 * Asks the registry once for all callers at that time, and remembers the result for a while. Another look starts only
 * after the current one is over, so that users who press again and again can't have the registry asked in parallel.
 */
function remembered(key: string, again: boolean, make: () => Promise<Finding[]>): Promise<Finding[]> {
  const all = processWide("doctor-looks", () => new Map<string, Remembered>());
  const known = all.get(key);
  if (known && (known.underWay || (!again && Date.now() - known.at < goodForMs))) return known.findings;
  const look: Remembered = { at: Date.now(), findings: make(), underWay: true };
  all.set(key, look);
  look.findings.then(
    () => {
      look.underWay = false;
    },
    () => all.delete(key),
  );
  return look.findings;
}
