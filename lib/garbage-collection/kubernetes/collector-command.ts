import "server-only";
import type { RunKind } from "@/lib/garbage-collection/runner/runner";
import type { Container } from "./workload";

type Command = { program: string; config: string /** Whether nothing in the container tells. */; guessed: boolean };

const programName = /^(?:.*\/)?(?:docker-)?registry$/;
const configName = /^\/.*\.(?:ya?ml|json)$/;
const ofVersion2 = "/etc/docker/registry/config.yml";
const ofVersion3 = "/etc/distribution/config.yml";

function guessConfig({ image, volumeMounts }: Container): { config: string; guessed: boolean } {
  const mounted = (directory: string) => volumeMounts?.some(({ mountPath }) => mountPath.startsWith(directory));
  if (mounted("/etc/docker/registry")) return { config: ofVersion2, guessed: false };
  if (mounted("/etc/distribution")) return { config: ofVersion3, guessed: false };
  const tag = /:v?(\d+)(?:[.\-@]|$)[^/]*$/.exec(image ?? "")?.[1];
  return { config: tag === "2" ? ofVersion2 : ofVersion3, guessed: tag !== "2" && tag !== "3" };
}

/** Finds the registry's own program and its configuration: as set, as the container tells, or else the usual ones. */
export function findCommand(container: Container, set: { program: string | null; config: string | null }): Command {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const program = set.program ?? words.find((word) => programName.test(word)) ?? "registry";
  const variable = container.env?.find(({ name }) => name === "REGISTRY_CONFIGURATION_PATH")?.value;
  const said = set.config ?? words.findLast((word) => configName.test(word)) ?? variable;
  if (typeof said === "string") return { program, config: said, guessed: false };
  return { program, ...guessConfig(container) };
}

/** Returns the program and its arguments for one execution of the collector. */
export function argvOf({ program, config }: Command, { dryRun, removeUntagged }: RunKind): string[] {
  const flags = [...(dryRun ? ["--dry-run"] : []), ...(removeUntagged ? ["--delete-untagged"] : [])];
  return [program, "garbage-collect", ...flags, config];
}
