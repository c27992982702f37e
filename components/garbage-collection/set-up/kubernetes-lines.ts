import { type NamedRegistry, runnerOf, word } from "./runner-lines";

/** The names of the objects in the cluster. */
export type KubernetesNames = {
  /** The registry's namespace, its kind and its name. */
  namespace: string;
  kind: "deployment" | "statefulset";
  workload: string;
  readOnly: "switch" | "scale";
  /** Where the console runs: inside the cluster, or outside it, with this address of the API. */
  place: "inside" | "outside";
  server: string;
  /** The console's service account, and its namespace. */
  account: string;
  accountNamespace: string;
};

const accountOf = ({ account, accountNamespace, namespace, place }: KubernetesNames) => ({
  name: account,
  namespace: place === "inside" ? accountNamespace : namespace,
});

/** Returns the part of shipshape.yaml for a registry that is a Kubernetes workload. */
export function kubernetesRunnerYaml(registry: NamedRegistry, names: KubernetesNames): string {
  const { place, server, namespace, kind, workload, readOnly } = names;
  const outside = [`server: ${word(server)}`, "tokenFile: kubernetes-token", "caFile: kubernetes-ca.pem"];
  return runnerOf(registry, "kubernetes", [
    ...(place === "outside" ? outside : []),
    `namespace: ${word(namespace)}`,
    `workload: ${word(`${kind}/${workload}`)}`,
    `readOnly: ${readOnly}`,
  ]);
}

/** Returns the console's service account; outside the cluster, with a token that doesn't expire. */
export function kubernetesAccount(names: KubernetesNames): string {
  const { name, namespace } = accountOf(names);
  const account = `apiVersion: v1
kind: ServiceAccount
metadata: { name: ${word(name)}, namespace: ${word(namespace)} }`;
  if (names.place === "inside") return account;
  return `${account}
---
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: ${word(`${name}-token`)}
  namespace: ${word(namespace)}
  annotations: { kubernetes.io/service-account.name: ${word(name)} }`;
}

/**
 * Returns commands that write that token, and the certificate that proves the cluster's identity, to files beside
 * shipshape.yaml.
 */
export function kubernetesToken(names: KubernetesNames): string {
  const { name, namespace } = accountOf(names);
  const read = (key: string, file: string) =>
    `kubectl -n ${namespace} get secret ${name}-token -o 'jsonpath={.data.${key}}' | base64 -d > ${file}`;
  return `(umask 077; ${read("token", "kubernetes-token")})\n${read("ca\\.crt", "kubernetes-ca.pem")}`;
}

/** Returns the command that makes the console's pod, of its Deployment shipshape, run as that account. */
export const kubernetesPod = ({ account, accountNamespace }: KubernetesNames) =>
  `kubectl -n ${accountNamespace} set serviceaccount deployment/shipshape ${account}`;

const scaleRule = `  - apiGroups: [autoscaling]
    resources: [horizontalpodautoscalers]
    verbs: [list]
`;

/** Returns the rights that the account needs in the registry's namespace: exactly the calls of a collection. */
export function kubernetesRole(names: KubernetesNames): string {
  const { namespace, kind, workload, readOnly } = names;
  const account = accountOf(names);
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: shipshape-garbage-collection, namespace: ${word(namespace)} }
rules:
  - apiGroups: [apps]
    resources: [${kind}s]
    resourceNames: [${word(workload)}]
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
${readOnly === "scale" ? scaleRule : ""}---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: shipshape-garbage-collection, namespace: ${word(namespace)} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: shipshape-garbage-collection }
subjects:
  - { kind: ServiceAccount, name: ${word(account.name)}, namespace: ${word(account.namespace)} }`;
}
