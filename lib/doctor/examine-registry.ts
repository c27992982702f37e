import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
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
 * What is well and what is wrong with a registry, or with a part of it, each with what follows and how to mend it. What
 * can't be told says so. Nothing is changed by it. Throws `registry-not-found`.
 */
export async function examineRegistry(
  actor: Actor | null,
  registry: string,
  { part, again }: DoctorQuery,
): Promise<Examination> {
  authorize(actor, "registry:read", { registry });
  const connection = getConnection(registry);
  const looks = (part ? [part] : parts).map((one) => look(actor, connection, { part: one, again }));
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

type Remembered = { at: number; findings: Promise<Finding[]> };

const goodForMs = 30_000;
// Whoever presses again and again asks the registry no oftener than this.
const shortestMs = 2_000;

/** What asks the registry is done once for all who want to know at that time, and remembered for a while. */
function remembered(key: string, again: boolean, make: () => Promise<Finding[]>): Promise<Finding[]> {
  const all = processWide("doctor-looks", () => new Map<string, Remembered>());
  const known = all.get(key);
  if (known && Date.now() - known.at < (again ? shortestMs : goodForMs)) return known.findings;
  const findings = make();
  all.set(key, { at: Date.now(), findings });
  findings.catch(() => all.delete(key));
  return findings;
}
