import { runnerOf } from "./runner-lines";

/** The part of shipshape.yaml for a registry that runs in the same cluster as the console. */
export const kubernetesRunner = (registry: string) =>
  runnerOf(registry, "kubernetes", [
    "namespace: registry",
    "workload: deployment/registry # or statefulset/registry",
    "readOnly: switch # or scale",
  ]);

/** What the console's service account must be allowed in the registry's namespace: what a collection calls, no more. */
export const kubernetesRole = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: shipshape-garbage-collection, namespace: registry }
rules:
  - apiGroups: [apps]
    resources: [deployments] # or statefulsets
    resourceNames: [registry]
    verbs: [get, patch]
  - apiGroups: [batch]
    resources: [jobs]
    verbs: [create, list, delete]
  - apiGroups: [""]
    resources: [pods, events]
    verbs: [list]
  - apiGroups: [""]
    resources: [pods/log, persistentvolumeclaims]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: shipshape-garbage-collection, namespace: registry }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: shipshape-garbage-collection }
subjects:
  - { kind: ServiceAccount, name: shipshape, namespace: shipshape }`;

/** The rule that it needs besides, to stop the registry. */
export const kubernetesScaleRule = `  - apiGroups: [autoscaling]
    resources: [horizontalpodautoscalers]
    verbs: [list]`;
