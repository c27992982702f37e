import type { Json } from "./json-patch";

export const readOnlyName = "REGISTRY_STORAGE_MAINTENANCE_READONLY";

/** Returns a registry's Deployment as an API server returns it, with the usual additions of its users. */
export function aDeployment(changes: { replicas?: number; env?: Json[]; strategy?: Json; spec?: Json } = {}): Json {
  const { replicas = 1, env, strategy = { type: "RollingUpdate" }, spec } = changes;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: "registry",
      namespace: "registry",
      generation: 1,
      labels: { app: "registry" },
      annotations: { "deployment.kubernetes.io/revision": "1" },
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: "registry" } },
      ...(strategy && { strategy }),
      template: {
        metadata: { labels: { app: "registry", tier: "storage" }, annotations: { "checksum/config": "abc" } },
        spec: aPodSpec(env),
      },
      ...spec,
    },
    status: {},
  };
}

/** Returns the same as a StatefulSet that claims its volume. */
export function aStatefulSet(): Json {
  const { strategy: _none, ...spec } = aDeployment().spec;
  spec.template.spec.volumes = spec.template.spec.volumes.filter(({ name }: Json) => name !== "data");
  return {
    ...aDeployment(),
    kind: "StatefulSet",
    spec: {
      ...spec,
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"] } }],
    },
  };
}

function aPodSpec(env: Json[] | undefined): Json {
  return {
    serviceAccountName: "registry",
    securityContext: { runAsUser: 1000, fsGroup: 1000 },
    imagePullSecrets: [{ name: "pull" }],
    tolerations: [{ key: "storage", operator: "Exists" }],
    nodeSelector: { disk: "ssd" },
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { app: "registry" } }, topologyKey: "kubernetes.io/hostname" },
        ],
      },
    },
    volumes: [
      { name: "data", persistentVolumeClaim: { claimName: "registry-data" } },
      { name: "config", configMap: { name: "registry-config" } },
    ],
    initContainers: [
      { name: "own", image: "busybox:1", command: ["true"] },
      { name: "mesh", image: "mesh:1", restartPolicy: "Always" },
    ],
    containers: [
      {
        name: "registry",
        image: "registry:3.1.1",
        args: ["serve", "/etc/distribution/config.yml"],
        ports: [{ containerPort: 5000, hostPort: 5000 }],
        ...(env && { env }),
        envFrom: [{ secretRef: { name: "registry-s3", optional: true } }],
        readinessProbe: { httpGet: { path: "/", port: 5000 } },
        livenessProbe: { httpGet: { path: "/", port: 5000 } },
        lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } },
        resources: { limits: { memory: "1Gi" } },
        securityContext: { allowPrivilegeEscalation: false },
        volumeMounts: [
          { name: "data", mountPath: "/var/lib/registry" },
          { name: "config", mountPath: "/etc/distribution", readOnly: true },
        ],
      },
    ],
    terminationGracePeriodSeconds: 30,
  };
}
