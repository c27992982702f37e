import { type NamedRegistry, runnerOf, word } from "./runner-lines";

/** How the console reaches the Docker Engine: by a proxy, by its socket in a container of its own, or beside it. */
export const dockerAccesses = ["proxy", "socket", "run", "host"] as const;
export type DockerAccess = (typeof dockerAccesses)[number];

/** Returns the part of shipshape.yaml for a registry in a Docker container. */
export const dockerRunnerYaml = (registry: NamedRegistry, access: DockerAccess, container: string) =>
  runnerOf(registry, "docker", [
    access === "proxy"
      ? "endpoint: http://socket-proxy:2375"
      : "endpoint: unix:///var/run/docker.sock # what it is unless set; another one where Docker listens elsewhere",
    `container: ${word(container)} # as "docker ps" names it`,
  ]);

const calls = {
  GET: "(/version|/v1\\.\\d+/(containers/json|containers/[\\w.-]+/json|exec/\\w+/json|images/sha256:\\w+/json))",
  HEAD: "/v1\\.\\d+/containers/\\w+/archive",
  POST: "/v1\\.\\d+/(containers/create|containers/[\\w.-]+/(start|stop|restart|exec)|exec/\\w+/start|networks/[\\w.-]+/connect)",
  DELETE: "/v1\\.\\d+/containers/\\w+",
};

// Without a folder, the proxy would allow any folder to be mounted.
const noFolder = "/var/empty";

const dockerProxy = (folders: string) => `services:
  socket-proxy:
    image: wollomatic/socket-proxy:1
    restart: unless-stopped
    user: "65534:999" # not 999 but what this prints: stat -c %g /var/run/docker.sock
    read_only: true
    cap_drop: [ALL]
    security_opt: [no-new-privileges]
    command:
      - -listenip=0.0.0.0
      - -allowfrom=shipshape
      - ${word(`-allowbindmountfrom=${folders.replace(/\s*,\s*/g, ",").trim() || noFolder}`)}
${Object.entries(calls)
  .map(([method, paths]) => `      - '-allow${method}=${paths}'`)
  .join("\n")}
    volumes: [/var/run/docker.sock:/var/run/docker.sock:ro]
    networks: [docker-api]
  shipshape:
    networks: [default, docker-api] # beside what is there already
networks:
  docker-api: { internal: true }`;

const socketInCompose = `services:
  shipshape:
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
    group_add: ["999"] # what this prints: stat -c %g /var/run/docker.sock`;

const socketByRun = `docker run \\
  -v /var/run/docker.sock:/var/run/docker.sock \\
  --group-add "$(stat -c %g /var/run/docker.sock)" \\
  … # what is there already`;

const groupOfHost = "sudo usermod -aG docker shipshape # the user that the console runs as";

/**
 * Returns what gives the console access to the engine; `folders` are the host folders that the registry's container
 * mounts.
 */
export function dockerAccess(access: DockerAccess, folders: string): string {
  const lines = { proxy: dockerProxy(folders), socket: socketInCompose, run: socketByRun, host: groupOfHost };
  return lines[access];
}
