import "server-only";
import { BroadcastChannel, isMainThread } from "node:worker_threads";
import { processWide } from "@/lib/process/process-wide";
import { meters } from "./meters";

/** One request to a registry; the outcome is `ok` or the code of the failure. */
export type RegistryRequestCount = { registry: string; operation: string; outcome: string; seconds: number };

const channelName = "shipshape registry requests";
const flushMs = 1_000;

/** Counts a request to a registry. What the thread of the index counts is passed on to the main thread, in bundles. */
export function countRegistryRequest(request: RegistryRequestCount): void {
  if (isMainThread) add(request);
  else passOn(request);
}

function passOn(request: RegistryRequestCount): void {
  const sender = processWide("registry-request-sender", makeSender);
  sender.waiting.push(request);
  if (sender.waiting.length === 1) setTimeout(() => sender.send(), flushMs).unref();
}

/** Makes this thread add up what the others count. */
export function addUpRegistryRequests(): void {
  const channel = new BroadcastChannel(channelName);
  channel.unref();
  channel.onmessage = (message) => {
    for (const request of (message as { data: RegistryRequestCount[] }).data) add(request);
  };
}

function makeSender() {
  const channel = new BroadcastChannel(channelName);
  channel.unref();
  const waiting: RegistryRequestCount[] = [];
  return { waiting, send: () => channel.postMessage(waiting.splice(0)) };
}

function add({ registry, operation, outcome, seconds }: RegistryRequestCount): void {
  const { registryRequests, registrySeconds } = meters();
  registryRequests.inc({ registry, operation, outcome });
  registrySeconds.observe({ registry }, seconds);
}
