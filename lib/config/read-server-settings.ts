import "server-only";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { unescape as decode } from "node:querystring";
import type { DatabaseLocation } from "@/lib/db/open-database";
import { hideSecrets } from "./hide-secrets";
import { rememberSecret } from "./known-secrets";
import type { Mistakes } from "./mistakes";
import { parseHttpUrl, parsePort, withoutTrailingSlash } from "./parse-values";
import type { ReadConfigFile } from "./read-config-file";
import { findVariable, type Source } from "./source";

export type ServerSettings = {
  /** Absolute. */
  dataDir: string;
  database: DatabaseLocation;
  host: string;
  port: number;
  /** The origin at which people open the console, without a trailing slash. */
  publicUrl: string;
  /** Addresses and CIDRs whose `X-Forwarded-For` is trusted. */
  trustedProxies: string[];
};

/** Returns where the console listens and keeps its data. The environment has precedence over the file. */
export function readServerSettings(source: Source, mistakes: Mistakes, file: ReadConfigFile | null): ServerSettings {
  const port = parsePort(mistakes, "PORT", findVariable(source, "PORT")) ?? file?.port ?? 3000;
  const dataDir = readDataDir(source, file);
  return {
    dataDir,
    database: readDatabase(source, mistakes, dataDir),
    host: findVariable(source, "HOST") ?? file?.host ?? "127.0.0.1",
    port,
    publicUrl: readPublicUrl(source, mistakes, file) ?? `http://localhost:${port}`,
    trustedProxies: readTrustedProxies(source, mistakes, file),
  };
}

function readDataDir(source: Source, file: ReadConfigFile | null): string {
  const named = findVariable(source, "DATA_DIR");
  if (named === null && file?.dataDir !== undefined) return resolve(file.directory, file.dataDir);
  return resolve(source.directory, named ?? "data");
}

function readDatabase(source: Source, mistakes: Mistakes, dataDir: string): DatabaseLocation {
  const url = findVariable(source, "DATABASE_URL");
  if (url === null) return { kind: "sqlite", file: join(dataDir, "shipshape.db") };
  if (!/^postgres(?:ql)?:\/\//.test(url) || !URL.canParse(url))
    mistakes.add("DATABASE_URL", "must be a URL that begins with postgres://");
  if (URL.canParse(url)) rememberSecret(decode(new URL(url).password));
  return hideSecrets({ kind: "postgres", url }, "url");
}

function readPublicUrl(source: Source, mistakes: Mistakes, file: ReadConfigFile | null): string | null {
  const named = findVariable(source, "PUBLIC_URL");
  const value = named ?? file?.publicUrl ?? null;
  if (value === null) return null;
  const place = named === null ? "publicUrl" : "PUBLIC_URL";
  const url = parseHttpUrl(mistakes, place, value);
  if (url && url.pathname !== "/") mistakes.add(place, "must not have a path: the console is served from the root");
  return url && withoutTrailingSlash(url);
}

function readTrustedProxies(source: Source, mistakes: Mistakes, file: ReadConfigFile | null): string[] {
  const named = findVariable(source, "TRUSTED_PROXIES");
  const entries = named === null ? (file?.trustedProxies ?? []) : named.split(",").map((entry) => entry.trim());
  const place = named === null ? "trustedProxies" : "TRUSTED_PROXIES";
  for (const entry of entries)
    if (!isAddressRange(entry)) mistakes.add(place, "must hold IP addresses or ranges such as 10.0.0.0/8");
  return entries;
}

function isAddressRange(entry: string): boolean {
  const [address = "", prefix = "0", ...rest] = entry.split("/");
  const maxPrefix = isIP(address) === 6 ? 128 : 32;
  return rest.length === 0 && isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= maxPrefix;
}
