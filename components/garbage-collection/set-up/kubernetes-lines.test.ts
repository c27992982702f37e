import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { kubernetesSchema } from "@/lib/config/kubernetes-collector";
import { kubernetesNames } from "@/lib/testing/kubernetes/kubernetes-names";
import { kubernetesAccount, kubernetesRole, kubernetesRunnerYaml, kubernetesToken } from "./kubernetes-lines";

const production = { name: "production", url: "https://registry.example.com" };

const outside = { ...kubernetesNames, place: "outside" } as const;
const scaled = { ...kubernetesNames, kind: "statefulset", workload: "hub", readOnly: "scale" } as const;
const documentsOf = (lines: string) => parseAllDocuments(lines).map((document) => document.toJS());
const settingsOf = (names: typeof kubernetesNames) =>
  kubernetesSchema.parse(parse(kubernetesRunnerYaml(production, names)).registries[0].garbageCollection);

describe("the lines for shipshape.yaml are settings that the console understands", () => {
  test("in the cluster", () => {
    const { server, ...settings } = settingsOf(scaled);
    expect(settings).toMatchObject({ namespace: "registry", workload: "statefulset/hub", readOnly: "scale" });
    expect(server).toBeUndefined();
  });

  test("outside of it, with the files that the commands write", () => {
    const { server, tokenFile = "", caFile = "" } = settingsOf(outside);
    expect(server).toBe(outside.server);
    for (const file of [tokenFile, caFile]) expect(kubernetesToken(outside)).toContain(`> ${file}`);
  });
});

// lib/garbage-collection/kubernetes-collection.test.ts shows that a collection needs exactly these rules.
describe("the role", () => {
  test.each([kubernetesNames, scaled])("allows to change one workload only: $kind/$workload", (names) => {
    const [role] = documentsOf(kubernetesRole(names));
    const changing = role.rules.filter(({ verbs }: { verbs: string[] }) => verbs.includes("patch"));
    expect(changing).toEqual([
      { apiGroups: ["apps"], resources: [`${names.kind}s`], resourceNames: [names.workload], verbs: ["get", "patch"] },
    ]);
  });

  test.each([kubernetesNames, outside])("is bound to the account that the lines make: $place", (names) => {
    const [account, secret] = documentsOf(kubernetesAccount(names));
    const [role, binding] = documentsOf(kubernetesRole(names));
    expect(binding.roleRef.name).toBe(role.metadata.name);
    expect(binding.metadata.namespace).toBe(role.metadata.namespace);
    expect(binding.subjects).toEqual([{ kind: "ServiceAccount", ...account.metadata }]);
    expect(secret?.metadata.namespace).toBe(names.place === "outside" ? account.metadata.namespace : undefined);
  });
});
