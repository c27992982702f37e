import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { processWide } from "@/lib/process/process-wide";

// Labels have few values: names of registries, which the configuration bounds, never those of repositories or people.

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Returns the process's meters, made at the first call. */
export function meters() {
  return processWide("meters", makeMeters);
}

function makeMeters() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauges: Gauge[] = [];
  // With a label each, as a gauge without one is 0 where nothing was measured.
  const gauge = (name: string, help: string, labelNames: string[]) => {
    const made = new Gauge({ name: `shipshape_${name}`, help, labelNames, registers });
    gauges.push(made);
    return made;
  };
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `shipshape_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name: `shipshape_${name}`, help, labelNames, buckets: seconds, registers });
  return {
    registry,
    /** Forgets what was measured before: what can't be measured now must not look as if it had been. */
    forgetGauges: () => {
      for (const each of gauges) each.reset();
    },
    requests: counter("http_requests_total", "Answered requests", ["route", "method", "status"]),
    requestSeconds: histogram("http_request_duration_seconds", "Time to the end of an answer", ["route", "method"]),
    registryRequests: counter("registry_requests_total", "Requests to registries, with their retries", [
      "registry",
      "operation",
      "outcome",
    ]),
    registrySeconds: histogram("registry_request_duration_seconds", "Time of a request to a registry", ["registry"]),
    events: counter("events_received_total", "Events that registries reported", ["registry", "action"]),
    info: gauge("info", "The version of the console", ["version"]),
    registryUp: gauge("registry_up", "1 if the registry answers, 0 if it is down", ["registry"]),
    certificateEnds: gauge("registry_certificate_end_timestamp_seconds", "When the certificate ends", ["registry"]),
    leftReadOnly: gauge("registry_left_read_only", "1 if a collection has left the registry read-only", ["registry"]),
    indexState: gauge("index_state", "1 for the state of the index", ["registry", "state"]),
    indexedAt: gauge("index_finished_timestamp_seconds", "When the last sweep was finished", ["registry"]),
    indexTags: gauge("index_tags", "Tags in the index", ["registry"]),
    indexUnread: gauge("index_unread_tags", "Tags that this sweep has not looked at yet", ["registry"]),
    indexFailed: gauge("index_failed_tags", "Tags that could not be read", ["registry"]),
    heardAt: gauge("events_last_timestamp_seconds", "When the registry last sent an event", ["registry"]),
    storage: gauge("storage_bytes", "Stored bytes: all, unique to one repository, reclaimable", ["registry", "kind"]),
    jobs: gauge("jobs", "Deletions, policy runs and collections by state", ["kind", "state"]),
    collectedAt: gauge("collection_finished_timestamp_seconds", "When the last run ended", ["registry", "state"]),
    sessions: gauge("sessions", "Sessions", ["state"]),
    connections: gauge("database_connections", "Connections to PostgreSQL", ["state"]),
    diskFree: gauge("disk_free_bytes", "Free space of the file system", ["directory"]),
    diskSize: gauge("disk_size_bytes", "Size of the file system", ["directory"]),
  };
}
