import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { kubernetesSchema } from "@/lib/config/kubernetes-collector";
import { kubernetesRole, kubernetesRunner } from "./kubernetes-lines";

test("the lines for shipshape.yaml are settings that the console understands", () => {
  const { garbageCollection } = parse(kubernetesRunner("production")).registries[0];
  expect(kubernetesSchema.parse(garbageCollection)).toMatchObject({ readOnly: "switch" });
});

// That a collection needs exactly these rules is shown where it runs: lib/garbage-collection/kubernetes-collection.test.ts
test("the role allows to change one workload only, and is bound to the console's account", () => {
  const [role, binding] = parseAllDocuments(kubernetesRole).map((document) => document.toJS());
  const changing = role.rules.filter(({ verbs }: { verbs: string[] }) => verbs.includes("patch"));
  expect(changing).toEqual([
    { apiGroups: ["apps"], resources: ["deployments"], resourceNames: ["registry"], verbs: ["get", "patch"] },
  ]);
  expect(binding.roleRef.name).toBe(role.metadata.name);
  expect(binding.metadata.namespace).toBe(role.metadata.namespace);
});
