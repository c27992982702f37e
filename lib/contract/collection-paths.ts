import { apiAt, type QueryValue } from "./paths";

// Separate from the other paths, because few pages need them.

const collections = "/clean-up/garbage-collection";
const runs = `${collections}/runs`;

export const collectionApiPaths = {
  collector: (registry: string) => apiAt(`${collections}/${registry}`),
  collectorSetUp: (registry: string) => apiAt(`${collections}/${registry}/set-up`),
  repairRegistry: (registry: string) => apiAt(`${collections}/${registry}/put-right`),
  collectionSchedule: (registry: string) => apiAt(`${collections}/${registry}/schedule`),
  runs: (query?: Record<string, QueryValue>) => apiAt(runs, query),
  run: (id: string) => apiAt(`${runs}/${id}`),
  runLog: (id: string) => apiAt(`${runs}/${id}/log`),
  runBroken: (id: string) => apiAt(`${runs}/${id}/broken`),
  cancelRun: (id: string) => apiAt(`${runs}/${id}/cancel`),
};
