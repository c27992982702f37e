import { type NamedRegistry, runnerOf, word } from "./runner-lines";

/** Returns the part of shipshape.yaml for a registry that the operator's own service at that address collects. */
export function webhookRunnerYaml(registry: NamedRegistry, address: string): string {
  const runs = `${address.replace(/\/+$/, "")}/runs`;
  return runnerOf(registry, "webhook", [
    `startUrl: ${word(runs)}`,
    `statusUrl: ${word(`${runs}/{id}`)}`,
    `logUrl: ${word(`${runs}/{id}/log`)}`,
    `cancelUrl: ${word(`${runs}/{id}/cancel`)}`,
    "tokenFile: collector-token # beside shipshape.yaml, with nothing in it but the token",
    "# dryRun: false # where it can't look without removing",
    "# removeUntagged: true # where it can be asked for that too",
  ]);
}

/** The requests to such a service, and its answers. */
export const webhookAnswers = `POST /runs
{"run": "…", "registry": "main", "url": "https://…", "dryRun": true, "removeUntagged": false}
201 {"id": "42"}

GET /runs/42
200 {"state": "queued"}, or {"state": "running"}
200 {"state": "succeeded", "blobsEligible": 12, "reclaimedBytes": 104857600}
200 {"state": "failed", "message": "The volume is full."}
200 {"state": "cancelled"}`;
