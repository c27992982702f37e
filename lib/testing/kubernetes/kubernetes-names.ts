import type { KubernetesNames } from "@/components/garbage-collection/set-up/kubernetes-lines";

/** Names for the lines of the set-up page. */
export const kubernetesNames: KubernetesNames = {
  namespace: "registry",
  kind: "deployment",
  workload: "registry",
  readOnly: "switch",
  place: "inside",
  server: "https://cluster.example.com:6443",
  account: "shipshape",
  accountNamespace: "console",
};
