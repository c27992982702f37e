import { dockerProxy, dockerRunner, dockerSocket } from "./docker-lines";
import { kubernetesRole, kubernetesRunner, kubernetesScaleRule } from "./kubernetes-lines";
import { composeRunner, composeService, harborRunner } from "./runner-lines";
import { webhookAnswers, webhookRunner } from "./webhook-lines";

/** Ways to have a registry collected that the console did not start. */
export const places = ["docker", "compose", "kubernetes", "harbor", "webhook"] as const;
export type Place = (typeof places)[number];

/** One step of a guide: a text of `garbageCollection.setUp.steps`, and lines to copy. */
type Step = { text: StepText; lines?: string };
type StepText =
  | "dockerHow"
  | "dockerProxy"
  | "dockerSocket"
  | "composeSwitch"
  | "runner"
  | "composeAccess"
  | "kubernetesRole"
  | "kubernetesScale"
  | "harborAccount"
  | "webhookStart"
  | "webhookAnswers"
  | "webhookSafe";

const guides: Record<Place, (registry: string) => Step[]> = {
  docker: (registry) => [
    { text: "dockerHow" },
    { text: "dockerProxy", lines: dockerProxy },
    { text: "dockerSocket", lines: dockerSocket },
    { text: "runner", lines: dockerRunner(registry) },
  ],
  compose: (registry) => [
    { text: "composeSwitch", lines: composeService },
    { text: "runner", lines: composeRunner(registry) },
    { text: "composeAccess" },
  ],
  kubernetes: (registry) => [
    { text: "runner", lines: kubernetesRunner(registry) },
    { text: "kubernetesRole", lines: kubernetesRole },
    { text: "kubernetesScale", lines: kubernetesScaleRule },
  ],
  harbor: (registry) => [{ text: "harborAccount" }, { text: "runner", lines: harborRunner(registry) }],
  webhook: (registry) => [
    { text: "webhookStart" },
    { text: "webhookAnswers", lines: webhookAnswers },
    { text: "webhookSafe" },
    { text: "runner", lines: webhookRunner(registry) },
  ],
};

/** What to do, in order, so that the registry of that name is collected there. */
export const guideTo = (place: Place, registry: string): Step[] => guides[place](registry);

/** Where a registry of that software most likely is. */
export const likelyPlace = (software: string): Place => (software === "harbor" ? "harbor" : "docker");
