import { runnerOf } from "./runner-lines";

/** The part of shipshape.yaml for a registry that a service of the operator's collects. */
export const webhookRunner = (registry: string) =>
  runnerOf(registry, "webhook", [
    "startUrl: https://collector.example.com/runs",
    "statusUrl: https://collector.example.com/runs/{id}",
    "logUrl: https://collector.example.com/runs/{id}/log",
    "cancelUrl: https://collector.example.com/runs/{id}/cancel",
    "tokenFile: collector-token",
  ]);

/** What such a service is asked, and what it answers. */
export const webhookAnswers = `POST /runs
{"run": "…", "registry": "main", "url": "https://…", "dryRun": true, "removeUntagged": false}
201 {"id": "42"}

GET /runs/42
200 {"state": "running"}
200 {"state": "succeeded", "blobsEligible": 12, "reclaimedBytes": 104857600}
200 {"state": "failed", "message": "The volume is full."}`;
