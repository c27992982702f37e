/** The part of shipshape.yaml for a registry that is a Deployment of the same cluster as the console. */
export const kubernetesRunner = (registry: string) => `registries:
  - name: ${registry}
    # … what is there already
    garbageCollection:
      runner: kubernetes
      namespace: registry
      workload: deployment/registry # or statefulset/registry
      readOnly: switch # restarts it read-only; scale: no registry at all meanwhile`;

const rule = (group: string, resources: string, verbs: string, names?: string) =>
  [
    `  - apiGroups: [${group || '""'}]`,
    `    resources: [${resources}]`,
    ...(names ? [`    resourceNames: [${names}]`] : []),
    `    verbs: [${verbs}]`,
  ].join("\n");

/** What the console's service account must be allowed in the registry's namespace: what a collection calls, and no more. */
export const kubernetesRole = (readOnly: "switch" | "scale", workload = "deployment/registry") => {
  const [kind, name] = workload.split("/");
  return [
    "apiVersion: rbac.authorization.k8s.io/v1",
    "kind: Role",
    "metadata: { name: shipshape-garbage-collection, namespace: registry }",
    "rules:",
    rule("apps", `${kind}s`, "get, patch", name),
    rule("batch", "jobs", "create, list, delete"),
    rule("", "pods, events", "list"),
    rule("", "pods/log, persistentvolumeclaims", "get"),
    ...(readOnly === "scale" ? [rule("autoscaling", "horizontalpodautoscalers", "list")] : []),
    "---",
    "apiVersion: rbac.authorization.k8s.io/v1",
    "kind: RoleBinding",
    "metadata: { name: shipshape-garbage-collection, namespace: registry }",
    "roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: shipshape-garbage-collection }",
    "subjects:",
    "  - { kind: ServiceAccount, name: shipshape, namespace: shipshape }",
  ].join("\n");
};
