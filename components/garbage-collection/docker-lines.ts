import { runnerOf } from "./runner-lines";

/** The part of shipshape.yaml for a registry in a Docker container. */
export const dockerRunner = (registry: string) =>
  runnerOf(registry, "docker", [
    "endpoint: http://socket-proxy:2375 # not needed where the console has the socket itself",
    'container: registry # as "docker ps" names it',
  ]);

const calls = {
  GET: "/version|/v1\\.\\d+/(containers/json|containers/[\\w.-]+/json|exec/\\w+/json|images/sha256:\\w+/json)",
  HEAD: "/v1\\.\\d+/containers/\\w+/archive",
  POST: "/v1\\.\\d+/(containers/create|containers/[\\w.-]+/(start|stop|restart|exec)|exec/\\w+/start|networks/[\\w.-]+/connect)",
  DELETE: "/v1\\.\\d+/containers/\\w+",
};

/** A proxy between the console and the Docker Engine that lets through what a collection calls, in a compose file. */
export const dockerProxy = `services:
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
      - -allowbindmountfrom=/srv/registry # the folders that the registry's container mounts
${Object.entries(calls)
  .map(([method, paths]) => `      - '-allow${method}=${paths}'`)
  .join("\n")}
    volumes: [/var/run/docker.sock:/var/run/docker.sock:ro]
    networks: [docker-api]
  shipshape:
    networks: [default, docker-api] # beside what is there already
networks:
  docker-api: { internal: true }`;

/** Instead of the proxy, the socket itself. */
export const dockerSocket = `services:
  shipshape:
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
    group_add: ["999"] # what this prints: stat -c %g /var/run/docker.sock`;
