import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Collector } from "@/lib/contract/garbage-collection";
import type { ItemProblem } from "@/lib/contract/problem";
import { isAppError } from "@/lib/errors/app-error";
import { toProblem } from "@/lib/errors/problem";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { getConnection } from "@/lib/registry/connection";
import { type Capabilities, getCapabilities } from "@/lib/registry/get-capabilities";
import { assessUntagged } from "./collecting/assess-untagged";
import { requireReadOnly } from "./collecting/require-read-only";
import type { Failure } from "./collector-output/explain-failure";
import { findCollectorConfig, findRunner } from "./find-runner";
import { findLeftBehind } from "./repair-registry";
import { offers, type Runner } from "./runner/runner";

const patienceMs = 1_500;

const problem = (failure: Failure | null): ItemProblem | null => failure && toProblem(failure);

const notConfigured = problem({
  code: "not-configured",
  detail: "No garbage collector is configured for this registry.",
});

async function findUntaggedBlock(runner: Runner): Promise<Failure | null> {
  if (runner.by === "steps" && runner.stopsRegistry)
    return {
      code: "not-configured",
      detail:
        "The registry is stopped meanwhile, so what hangs on an image could not be asked for. With readOnly: switch it is offered.",
    };
  if (!offers(runner, { dryRun: false, removeUntagged: true }))
    return { code: "not-configured", detail: "No way to remove untagged manifests is configured for this registry." };
  const assessed = await withTimeLimit(patienceMs, assessUntagged(runner));
  if (!assessed.late) return assessed.value;
  return {
    code: "remove-untagged-unsafe",
    detail: "Checking whether it would destroy images. Try again in a moment.",
  };
}

/**
 * Returns why a collection would be refused now, such as a registry that is out of reach, or that accepts pushes and
 * nothing changes that; otherwise null.
 */
async function findBlock(runner: Runner): Promise<Failure | null> {
  if (runner.connection.config.readOnly)
    return {
      code: "console-read-only",
      detail: "This registry is read-only in this console. A dry run is possible.",
    };
  if (runner.by === "service" || runner.makeReadOnly || runner.allowWritable) return null;
  try {
    await requireReadOnly(runner);
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code: error.code, detail: error.detail };
  }
}

const refusesPushes = (runner: Runner, block: Failure | null) =>
  runner.by === "steps" && (runner.makeReadOnly !== null || (!runner.allowWritable && block === null));

function whileCollecting(runner: Runner, block: Failure | null): Collector["whileCollecting"] {
  if (runner.by === "service") return runner.kind === "harbor" ? "online" : "delegated";
  if (runner.stopsRegistry) return "stopped";
  return refusesPushes(runner, block) ? "read-only" : "writable";
}

/** These registries collect by themselves, and can't be asked to collect now. */
const collectThemselves: ReadonlySet<string> = new Set(["zot", "quay", "gitlab"]);

async function softwareOf(registry: string): Promise<Capabilities["kind"]> {
  const known = await getCapabilities(getConnection(registry)).catch(() => null);
  return known?.kind ?? "unknown";
}

/** Returns what the garbage collection of that registry can do here. Throws `registry-not-found`. */
export async function getCollector(actor: Actor | null, registry: string): Promise<Collector> {
  authorize(actor, "garbage-collection:read", { registry });
  const runner = findRunner(registry);
  const { url } = getConnection(registry).config;
  if (!runner) {
    const software = await softwareOf(registry);
    const isAutomatic = findCollectorConfig(registry).kind === "automatic" || collectThemselves.has(software);
    const blocked = { blockedBy: notConfigured, removeUntaggedBlockedBy: notConfigured };
    const none = {
      ...blocked,
      readOnlyWhileRunning: false,
      canLook: false,
      canRehearse: false,
      canInspect: false,
      whileCollecting: "online" as const,
      leftBehind: await findLeftBehind(registry),
    };
    return { registry, url, runner: isAutomatic ? "automatic" : "none", software, ...none };
  }
  const [software, block, untaggedBlock, leftBehind] = await Promise.all([
    softwareOf(registry),
    findBlock(runner),
    findUntaggedBlock(runner),
    findLeftBehind(registry),
  ]);
  return {
    registry,
    url,
    runner: runner.kind,
    software,
    canLook: offers(runner, { dryRun: true, removeUntagged: false }),
    canRehearse: runner.by === "steps" && (runner.makeReadOnly !== null || runner.makeWritable !== null),
    canInspect: runner.inspect !== null,
    leftBehind,
    blockedBy: problem(block),
    removeUntaggedBlockedBy: problem(untaggedBlock),
    readOnlyWhileRunning: refusesPushes(runner, block),
    whileCollecting: whileCollecting(runner, block),
  };
}
