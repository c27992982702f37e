import "server-only";
import type { Sample } from "./internal/sample";
import { baseDebian } from "./repositories/base-debian";
import { fraudModel } from "./repositories/fraud-model";
import { paymentsApi } from "./repositories/payments-api";
import { paymentsChart } from "./repositories/payments-chart";
import { paymentsWorker } from "./repositories/payments-worker";
import { platformCommandLine } from "./repositories/platform-command-line";
import { platformGateway } from "./repositories/platform-gateway";
import { platformIngest } from "./repositories/platform-ingest";
import { sandboxExperiments } from "./repositories/sandbox-experiments";
import { webStorefront } from "./repositories/web-storefront";

/** Returns every sample repository, the same to the byte on every machine. */
export function sampleRepositories(): Sample[] {
  return [
    baseDebian(),
    paymentsApi(),
    paymentsWorker(),
    paymentsChart(),
    webStorefront(),
    platformGateway(),
    platformCommandLine(),
    platformIngest(),
    sandboxExperiments(),
    fraudModel(),
  ];
}
