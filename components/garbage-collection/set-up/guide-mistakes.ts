import type { FieldName } from "./set-up-guides";

const ofKubernetes = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const ofSystem = /^[A-Za-z_][\w@.-]*$/;
const path = /^\/[\w./+-]+$/;

// These names become part of shell lines or of rights.
const patterns: Partial<Record<FieldName, RegExp>> = {
  namespace: ofKubernetes,
  workload: ofKubernetes,
  account: ofKubernetes,
  accountNamespace: ofKubernetes,
  unit: ofSystem,
  user: ofSystem,
  program: path,
  config: path,
};

/** Returns what is wrong with a name for the lines (`garbageCollection.setUp.hints`); null if nothing is. */
export function mistakeIn(name: FieldName, value: string) {
  if (name === "folders") return value.split(",").every((folder) => /^\s*(\/|$)/.test(folder)) ? null : "foldersWrong";
  if (value.trim() === "") return "missing";
  const pattern = patterns[name];
  if (!pattern || pattern.test(value)) return null;
  return pattern === path ? "notAPath" : pattern === ofKubernetes ? "notAName" : "notASystemName";
}
