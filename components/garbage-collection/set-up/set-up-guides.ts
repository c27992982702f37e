import { dockerAccess, dockerAccesses, dockerRunnerYaml } from "./docker-lines";
import {
  type KubernetesNames,
  kubernetesAccount,
  kubernetesPod,
  kubernetesRole,
  kubernetesRunnerYaml,
  kubernetesToken,
} from "./kubernetes-lines";
import {
  composeRunnerYaml,
  composeService,
  harborRunnerYaml,
  type NamedRegistry,
  systemdRights,
  systemdRunnerYaml,
  systemdScript,
} from "./runner-lines";
import { webhookAnswers, webhookRunnerYaml } from "./webhook-lines";

/** One step of a guide: a text of `garbageCollection.setUp.steps`, and lines to copy. */
export type Step = { text: StepText; lines?: string };
type StepText =
  | "dockerHow"
  | "dockerProxy"
  | "dockerSocket"
  | "dockerHost"
  | "composeSwitch"
  | "composeAccess"
  | "systemdScript"
  | "systemdRights"
  | "commandSteps"
  | "runner"
  | "kubernetesInside"
  | "kubernetesPod"
  | "kubernetesOutside"
  | "kubernetesToken"
  | "kubernetesRole"
  | "kubernetesSwitch"
  | "kubernetesScale"
  | "harborAccount"
  | "harborMeanwhile"
  | "webhookStart"
  | "webhookAnswers"
  | "webhookSafe";

/** A name of the operator's that the lines contain: free text, or one of a few (`garbageCollection.setUp.choices`). */
export type Field = { initial: string; options?: readonly string[]; isAsked?: (values: Values) => boolean };
type Values = Readonly<Record<string, string>>;

/** The fields to fill in, named as in `garbageCollection.setUp.fields`, and the steps, in order. */
type Guide<Names extends string> = {
  fields: Record<Names, Field>;
  steps: (registry: NamedRegistry, values: Record<Names, string>) => Step[];
};

const docker: Guide<"access" | "container" | "folders"> = {
  fields: {
    access: { initial: "proxy", options: dockerAccesses },
    container: { initial: "registry" },
    folders: { initial: "/srv/registry", isAsked: ({ access }) => access === "proxy" },
  },
  steps: (registry, values) => {
    const access = dockerAccesses.find((one) => one === values.access) ?? "proxy";
    const texts = { proxy: "dockerProxy", socket: "dockerSocket", run: "dockerSocket", host: "dockerHost" } as const;
    return [
      { text: "dockerHow" },
      { text: texts[access], lines: dockerAccess(access, values.folders) },
      { text: "runner", lines: dockerRunnerYaml(registry, access, values.container) },
    ];
  },
};

const isCompose = ({ by }: Values) => by === "compose";
const isSystemd = ({ by }: Values) => by === "systemd";

const command: Guide<"by" | "file" | "service" | "version" | "unit" | "user" | "program" | "config"> = {
  fields: {
    by: { initial: "compose", options: ["compose", "systemd"] },
    file: { initial: "/srv/registry/compose.yaml", isAsked: isCompose },
    service: { initial: "registry", isAsked: isCompose },
    version: { initial: "3", options: ["3", "2"], isAsked: isCompose },
    unit: { initial: "docker-registry", isAsked: isSystemd },
    user: { initial: "docker-registry", isAsked: isSystemd },
    program: { initial: "/usr/bin/docker-registry", isAsked: isSystemd },
    config: { initial: "/etc/docker/registry/config.yml", isAsked: isSystemd },
  },
  steps: (registry, values) => {
    const { version, ...names } = values;
    const compose = { ...names, version: version === "2" ? version : "3" } as const;
    const own: Step[] = isSystemd(values)
      ? [
          { text: "systemdScript", lines: systemdScript(names) },
          { text: "systemdRights", lines: systemdRights(names) },
          { text: "runner", lines: systemdRunnerYaml(registry, names) },
        ]
      : [
          { text: "composeAccess" },
          { text: "composeSwitch", lines: composeService(compose) },
          { text: "runner", lines: composeRunnerYaml(registry, compose) },
        ];
    return [...own, { text: "commandSteps" }];
  },
};

const applied = (manifests: string) => `kubectl apply -f - <<'END'\n${manifests}\nEND`;

const isInside = ({ place }: Values) => place === "inside";

const kubernetes: Guide<keyof KubernetesNames> = {
  fields: {
    namespace: { initial: "registry" },
    kind: { initial: "deployment", options: ["deployment", "statefulset"] },
    workload: { initial: "registry" },
    readOnly: { initial: "switch", options: ["switch", "scale"] },
    place: { initial: "inside", options: ["inside", "outside"] },
    server: { initial: "https://cluster.example.com:6443", isAsked: (values) => !isInside(values) },
    account: { initial: "shipshape" },
    accountNamespace: { initial: "shipshape", isAsked: isInside },
  },
  steps: (registry, values) => {
    const names = values as KubernetesNames;
    const account: Step[] = isInside(values)
      ? [
          { text: "kubernetesInside", lines: applied(kubernetesAccount(names)) },
          { text: "kubernetesPod", lines: kubernetesPod(names) },
        ]
      : [
          { text: "kubernetesOutside", lines: applied(kubernetesAccount(names)) },
          { text: "kubernetesToken", lines: kubernetesToken(names) },
        ];
    return [
      { text: names.readOnly === "scale" ? "kubernetesScale" : "kubernetesSwitch" },
      ...account,
      { text: "kubernetesRole", lines: applied(kubernetesRole(names)) },
      { text: "runner", lines: kubernetesRunnerYaml(registry, names) },
    ];
  },
};

const harbor: Guide<"robot"> = {
  fields: { robot: { initial: "robot$garbage-collection" } },
  steps: (registry, { robot }) => [
    { text: "harborMeanwhile" },
    { text: "harborAccount" },
    { text: "runner", lines: harborRunnerYaml(registry, robot) },
  ],
};

const webhook: Guide<"address"> = {
  fields: { address: { initial: "https://collector.example.com" } },
  steps: (registry, { address }) => [
    { text: "webhookStart" },
    { text: "webhookAnswers", lines: webhookAnswers },
    { text: "webhookSafe" },
    { text: "runner", lines: webhookRunnerYaml(registry, address) },
  ],
};

const guides = { docker, command, kubernetes, harbor, webhook };

/** The ways to collect a registry that the console did not start. */
export const places = ["docker", "command", "kubernetes", "harbor", "webhook"] as const;
export type Place = (typeof places)[number];
export type FieldName = { [P in Place]: keyof (typeof guides)[P]["fields"] }[Place];

/** Returns the fields of a guide, by name. */
export const fieldsOf = (place: Place) => Object.entries(guides[place].fields) as [FieldName, Field][];

/** Returns the steps, in order, to have this registry collected there. */
export const guideTo = (place: Place, registry: NamedRegistry, values: Values): Step[] =>
  (guides[place] as Guide<string>).steps(registry, values);

/** Returns where a registry of that software most likely runs. */
export const likelyPlace = (software: string): Place => (software === "harbor" ? "harbor" : "docker");
