import "server-only";
import type { Container, ListedContainer } from "@/lib/docker/container";
import { isReadOnlyByEnvironment, originalLabel, runLabel } from "./docker-stand-in";

/** Whether Docker chooses one of the container's ports anew at every start. */
function hasChangingPort({ HostConfig }: Container): boolean {
  const bound = Object.values(HostConfig.PortBindings ?? {}).flatMap((bindings) => bindings ?? []);
  return HostConfig.PublishAllPorts || bound.some(({ HostPort }) => !HostPort || HostPort === "0");
}

function stateOf({ Name, State, Id }: Container, all: readonly ListedContainer[]): string | null {
  if (State.Paused) return `The container ${Name} is paused.`;
  if (State.Running && !State.Restarting) return null;
  const other = all.find(({ Labels, State: state }) => Labels?.[originalLabel] === Id && state === "running");
  const otherName = other?.Names?.[0]?.replace(/^\//, "");
  return other
    ? `The container ${Name} does not run: ${otherName} stands in for it, of a run (${other.Labels?.[runLabel]}) that this console knows nothing of. If no other console is at work on it: docker rm -f ${otherName} && docker start ${Name}`
    : `The container ${Name} does not run (Docker says: ${State.Status}).`;
}

/**
 * Returns, in sentences, why no container may stand in for the given one while it is stopped; empty if one may. `all`
 * are the containers of its engine.
 */
export function findObstacles(container: Container, all: readonly ListedContainer[]): string[] {
  const { Id, Name, Config, HostConfig } = container;
  const sharing = all.find(({ HostConfig: other }) => other?.NetworkMode === `container:${Id}`);
  const sharer = sharing?.Names?.[0]?.replace(/^\//, "") ?? sharing?.Id;
  const obstacles: [boolean, string][] = [
    [
      Config.Labels?.["com.docker.swarm.task.id"] !== undefined,
      `${Name} is a task of a Swarm service, which would start another one as soon as it is stopped. Use "readOnly: steps" with docker service update.`,
    ],
    [
      HostConfig.AutoRemove,
      `${Name} was started with --rm: Docker removes it, and its volumes, when it is stopped. Make it again without --rm, on the same volume.`,
    ],
    [
      hasChangingPort(container),
      `${Name} publishes a port that Docker chooses anew at every start: afterwards nobody would find the registry. Publish it at a port of your choice.`,
    ],
    [sharing !== undefined, `The container ${sharer} uses the network of ${Name} and would lose it.`],
    [
      isReadOnlyByEnvironment(container),
      `The environment of ${Name} makes its registry read-only already. With "readOnly: steps" and no steps it is collected as it is.`,
    ],
  ];
  const state = stateOf(container, all);
  return [...(state === null ? [] : [state]), ...obstacles.filter(([is]) => is).map(([, sentence]) => sentence)];
}
