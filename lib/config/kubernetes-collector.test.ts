import { afterEach, beforeEach, expect, it } from "vitest";
import { ConfigFolder } from "@/lib/testing/config-folder";
import type { KubernetesCollector } from "./kubernetes-collector";

let folder: ConfigFolder;

beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

const outside = "server: https://kubernetes.example:6443, tokenFile: token, namespace: registry";

function write(settings: string): void {
  folder.write("token", "token");
  folder.write(
    "shipshape.yaml",
    `registries:
  - name: main
    url: https://main.example.com
    garbageCollection: { runner: kubernetes, ${settings} }
`,
  );
}

function load(settings: string): KubernetesCollector {
  write(settings);
  return folder.load({}).registries[0]?.garbageCollection as KubernetesCollector;
}

function mistakes(settings: string, env: Record<string, string> = {}): string[] {
  write(settings);
  return folder.mistakesOf(env);
}

it("has defaults for all but the workload and the access", () => {
  expect(load(`workload: deployment/registry, ${outside}`)).toMatchObject({
    kind: "kubernetes",
    namespace: "registry",
    workload: { kind: "deployment", name: "registry" },
    readOnly: "switch",
    container: null,
    program: null,
    config: null,
    jobTemplate: null,
    endpoint: { url: "https://kubernetes.example:6443", skipVerify: false },
    tokenFile: expect.stringMatching(/^\/.*\/token$/),
  });
});

it("takes access from its own pod where it runs in Kubernetes, and needs it set elsewhere", () => {
  expect(mistakes("workload: deployment/registry")).toEqual([
    "registries[0].garbageCollection: needs server, tokenFile, and namespace, as the console doesn't run in Kubernetes",
  ]);
  const inCluster = { KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" };
  const named = mistakes("workload: deployment/registry", inCluster).join("\n");
  for (const file of ["namespace", "ca.crt", "token"])
    expect(named).toContain(`can't read /var/run/secrets/kubernetes.io/serviceaccount/${file}: there is no such file`);
});

it.each([
  "workload: pod/registry",
  "workload: deployment/--all",
  "workload: deployment/a/b",
  'workload: "deployment/registry?x"',
  "workload: deployment/registry, container: -x",
  "workload: deployment/registry, config: --help",
  "workload: deployment/registry, program: -x",
  'workload: deployment/registry, program: "sh -c"',
  "workload: deployment/registry, readOnly: maybe",
])("refuses %s", (settings) => {
  expect(mistakes(`${settings}, ${outside}`)).toHaveLength(1);
});

it("refuses a namespace that would lead elsewhere in the API", () => {
  const other = outside.replace("namespace: registry", "namespace: ../kube-system");
  expect(mistakes(`workload: deployment/registry, ${other}`)).toHaveLength(1);
});

const job = (containers: string) =>
  `apiVersion: batch/v1\nkind: Job\nspec: { template: { spec: { containers: [${containers}] } } }`;

it("reads the Job that collects from a file, and refuses what isn't one", () => {
  const settings = `workload: deployment/registry, ${outside}, jobTemplateFile: job.yaml`;
  folder.write("job.yaml", job("{ name: own, image: registry:3 }"));
  expect(load(settings).jobTemplate?.spec.template.spec.containers).toEqual([{ name: "own", image: "registry:3" }]);
  folder.write("job.yaml", job("{ name: a }, { name: b }"));
  expect(mistakes(settings)[0]).toContain("has the containers a, b; `container` must name one of them");
  for (const text of ["kind: Pod", "[", "", job("")]) {
    folder.write("job.yaml", text);
    expect(mistakes(settings)[0]).toContain("is not the YAML of one Job");
  }
});

it("refuses a token that would be sent in clear, and one that is empty", () => {
  const clear = outside.replace("https://", "http://");
  expect(mistakes(`workload: deployment/registry, ${clear}`)).toEqual([
    expect.stringContaining("must begin with https://"),
  ]);
  const near = "server: http://127.0.0.1:8001, namespace: registry";
  expect(mistakes(`workload: deployment/registry, ${near}, tokenFile: token`)).toEqual([]);
  folder.write("empty", "\n");
  expect(mistakes(`workload: deployment/registry, ${near}, tokenFile: empty`)).toEqual([
    expect.stringMatching(/tokenFile: is empty/),
  ]);
});
