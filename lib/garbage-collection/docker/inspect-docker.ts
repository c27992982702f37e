import "server-only";
import type { DockerCollector } from "@/lib/config/docker-collector";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import { type Container, listContainers } from "@/lib/docker/container";
import { type Engine, withEngine } from "@/lib/docker/engine";
import { hasImage } from "@/lib/docker/has-image";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { notLookedAt, setUpFinding } from "@/lib/garbage-collection/runner/set-up-finding";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findCollectorConfigFile, findCollectorProgram } from "./find-collector-program";
import { requireContainer, requireRunning } from "./require-container";
import { findObstacles } from "./stand-in-obstacles";
import { verifyStorage } from "./verify-storage";

function lookAtStorage({ Mounts }: Container): SetUpFinding {
  const name = "storage";
  if (Mounts.length === 0) {
    const detail = "The container has no volume: it can be collected only if its storage is elsewhere, such as in S3.";
    return { name, state: "unknown", detail };
  }
  const described = Mounts.map(({ Type, Name, Source, Destination }) => {
    const anonymous = Type === "volume" && /^[0-9a-f]{64}$/.test(Name ?? "");
    return `${Destination}: ${anonymous ? "a volume without a name" : `${Type} ${Name || String(Source)}`}`;
  });
  return { name, state: "ok", detail: `${described.join("; ")}. A stand-in gets the same.` };
}

async function describeReadOnly(engine: Engine, container: Container, settings: DockerCollector, signal: AbortSignal) {
  const { readOnly } = settings;
  if (readOnly.by === "steps")
    return readOnly.before
      ? "The configured steps make it read-only and writable again; a rehearsal proves it."
      : "No steps are configured: it is collected only while it refuses pushes by itself.";
  const obstacles = findObstacles(container, await listContainers(engine, signal));
  if (!(await hasImage(engine, container.Image, signal)))
    obstacles.push(`The image of ${container.Name} (${container.Config.Image}) is gone: pull it again.`);
  if (obstacles.length > 0) throw new AppError("not-configured", obstacles.join(" "));
  return `While it is collected, a container like ${container.Name} stands in for it, read-only; a rehearsal proves it.`;
}

type Inspected = { engine: Engine; connection: RegistryConnection; settings: DockerCollector; signal: AbortSignal };

async function lookAtContentsOrNot({ engine, connection, signal }: Inspected, container: Container) {
  try {
    return await verifyStorage(engine, container, connection, signal);
  } catch (error) {
    // If the registry doesn't answer, nothing is wrong with the container.
    const detail = isAppError(error) ? error.detail : "It did not answer in time.";
    return { name: "contents", state: "unknown" as const, detail };
  }
}

async function inspectContainer(inspected: Inspected, container: Container) {
  const { engine, settings, signal } = inspected;
  const findings = [
    setUpFinding("program", async () => {
      requireRunning(container);
      const { program, version } = await findCollectorProgram(engine, container, settings, signal);
      return `${program} is registry ${version}.`;
    }),
    setUpFinding("configuration", () => findCollectorConfigFile(engine, container, settings, signal)),
    setUpFinding("read-only", () => describeReadOnly(engine, container, settings, signal)),
  ];
  return [...(await Promise.all(findings)), lookAtStorage(container), await lookAtContentsOrNot(inspected, container)];
}

/** Checks whether the engine answers and has everything that a collection needs; changes nothing. */
export async function inspectDocker(
  connection: RegistryConnection,
  settings: DockerCollector,
  signal: AbortSignal,
): Promise<SetUpFinding[]> {
  const findings: SetUpFinding[] = [];
  const rest = ["container", "program", "configuration", "read-only", "storage", "contents"];
  const engineFinding = await setUpFinding("Docker Engine", () =>
    withEngine(settings.endpoint, signal, async (engine) => {
      const found: { container?: Container } = {};
      const look = await setUpFinding("container", async () => {
        found.container = await requireContainer(engine, settings.container, signal);
        const { Name, Config, State } = found.container;
        requireRunning(found.container);
        return `${Name}, of the image ${Config.Image}, is ${State.Status}.`;
      });
      findings.push(look);
      if (found.container)
        findings.push(...(await inspectContainer({ engine, connection, settings, signal }, found.container)));
      return `It is Docker ${engine.version}, spoken to in version ${engine.apiVersion} of its API.`;
    }),
  );
  const missing = rest.filter((name) => !findings.some((finding) => finding.name === name));
  return [engineFinding, ...findings, ...missing.map(notLookedAt)];
}
