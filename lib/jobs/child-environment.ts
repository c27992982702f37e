import "server-only";

const passedOn = [
  ...["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "SystemRoot"],
  ...["DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "KUBECONFIG"],
  ...["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"],
];

/**
 * The environment of a child: what finds programs, Docker and Kubernetes, and what is given. Nothing else goes on, as
 * the console's own holds secrets, and a registry would take every `REGISTRY_…` for a setting of its own.
 */
export function childEnvironment(extra: Record<string, string> = {}, from = process.env): NodeJS.ProcessEnv {
  const kept = passedOn.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]));
  return { ...Object.fromEntries(kept), ...extra };
}
