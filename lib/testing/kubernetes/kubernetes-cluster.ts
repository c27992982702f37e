import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { kubernetesAccount, kubernetesRole } from "@/components/garbage-collection/set-up/kubernetes-lines";
import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";
import { findFreePort } from "@/lib/testing/free-port";
import type { Json } from "./fake-kubernetes/json-patch";
import { kubernetesSettings } from "./fake-kubernetes/kubernetes-settings";
import { kubernetesNames } from "./kubernetes-names";

/** A registry in a separate namespace of a real cluster, and an account with the role of the set-up page. */
export type ClusterRegistry = {
  url: string;
  settings: KubernetesCollector;
  /** Returns the names of the namespace's pods and Jobs. */
  list(): string;
  readWorkload(): Json;
  close(): void;
};

/** Returns the kubeconfig, named by TEST_KUBERNETES, of a cluster whose only node is this machine. Warns if not set. */
export function findCluster(): string | null {
  const file = process.env.TEST_KUBERNETES ?? null;
  if (!file) console.warn("SKIPPED: TEST_KUBERNETES names no cluster; what needs a real one doesn't run");
  return file;
}

/** Starts a registry (TEST_KUBERNETES_IMAGE) there, on a loopback port of the node; resolves when it is available. */
export async function startClusterRegistry(kubeconfig: string): Promise<ClusterRegistry> {
  const namespace = "shipshape-test";
  const folder = mkdtempSync(path.join(os.tmpdir(), "shipshape-cluster-"));
  // The registry's image may run as any user.
  chmodSync(folder, 0o777);
  const host = `127.0.0.1:${await findFreePort()}`;
  const kubectl = (argv: string[], input = "") =>
    execFileSync("kubectl", ["--kubeconfig", kubeconfig, "-n", namespace, ...argv], {
      encoding: "utf8",
      input,
      stdio: "pipe",
    });
  const names = { ...kubernetesNames, namespace, readOnly: "scale", accountNamespace: namespace } as const;
  kubectl(["create", "namespace", namespace]);
  kubectl(["apply", "-f", "-"], kubernetesAccount(names));
  kubectl(["apply", "-f", "-"], kubernetesRole(names));
  kubectl(["apply", "-f", "-"], JSON.stringify(deploymentOn(host, path.join(folder, "storage"))));
  kubectl(["rollout", "status", "deployment/registry", "--timeout=120s"]);
  const tokenFile = path.join(folder, "token");
  writeFileSync(tokenFile, kubectl(["create", "token", "shipshape"]));
  const server = kubectl(["config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}"]);
  const endpoint = { url: server, ca: null, clientCertificate: null, skipVerify: true };
  return {
    url: `http://${host}`,
    settings: kubernetesSettings(server, tokenFile, { namespace, endpoint, timeoutMs: 120_000 }),
    list: () => kubectl(["get", "pods,jobs", "-o", "name"]),
    readWorkload: () => JSON.parse(kubectl(["get", "deployment", "registry", "-o", "json"])),
    close: () => {
      kubectl(["delete", "namespace", namespace]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function deploymentOn(host: string, storage: string): Json {
  const env = { REGISTRY_HTTP_ADDR: host, REGISTRY_STORAGE_DELETE_ENABLED: "true", OTEL_TRACES_EXPORTER: "none" };
  const container = {
    name: "registry",
    image: process.env.TEST_KUBERNETES_IMAGE ?? "registry:3",
    imagePullPolicy: "IfNotPresent",
    env: Object.entries({ ...env, REGISTRY_HTTP_DEBUG_ADDR: "127.0.0.1:0" }).map(([name, value]) => ({ name, value })),
    volumeMounts: [{ name: "data", mountPath: "/var/lib/registry" }],
  };
  const labels = { app: "registry" };
  const volumes = [{ name: "data", hostPath: { path: storage, type: "DirectoryOrCreate" } }];
  const spec = { hostNetwork: true, terminationGracePeriodSeconds: 2, containers: [container], volumes };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "registry" },
    spec: {
      strategy: { type: "Recreate" },
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
    },
  };
}
