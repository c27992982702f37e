import "server-only";

const passedOn = [
  ...["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "SystemRoot"],
  ...["DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "KUBECONFIG"],
  ...["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"],
];

/**
 * Returns the environment of a child process: the variables by which it finds programs, Docker and Kubernetes, and
 * `extra`. Nothing else is passed on, because the console's own environment holds secrets, and a registry would read
 * every `REGISTRY_…` as a setting of its own.
 */
export function childEnvironment(extra: Record<string, string> = {}, from = process.env): NodeJS.ProcessEnv {
  const kept = passedOn.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]));
  return { ...Object.fromEntries(kept), ...extra };
}
