import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";

/** Returns the configuration of a registry in a cluster whose API is at `url`. */
export function kubernetesSettings(
  url: string,
  tokenFile: string,
  changes: Partial<KubernetesCollector> = {},
): KubernetesCollector {
  return {
    kind: "kubernetes",
    endpoint: { url, ca: null, clientCertificate: null, skipVerify: false },
    tokenFile,
    namespace: "registry",
    workload: { kind: "deployment", name: "registry" },
    container: null,
    readOnly: "switch",
    program: null,
    config: null,
    jobTemplate: null,
    timeoutMs: 20_000,
    allowWritable: false,
    redis: null,
    ...changes,
  };
}
