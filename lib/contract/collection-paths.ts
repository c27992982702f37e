import { type QueryValue, withQuery } from "./paths";

// Separate from the other paths, because few pages need them.

const collections = "/api/clean-up/garbage-collection";
const runs = `${collections}/runs`;

export const collectionApiPaths = {
  collector: (registry: string) => `${collections}/${registry}`,
  collectorSetUp: (registry: string) => `${collections}/${registry}/set-up`,
  repairRegistry: (registry: string) => `${collections}/${registry}/put-right`,
  collectionSchedule: (registry: string) => `${collections}/${registry}/schedule`,
  runs: (query?: Record<string, QueryValue>) => withQuery(runs, query),
  run: (id: string) => `${runs}/${id}`,
  runLog: (id: string) => `${runs}/${id}/log`,
  runBroken: (id: string) => `${runs}/${id}/broken`,
  cancelRun: (id: string) => `${runs}/${id}/cancel`,
};
