import "server-only";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { unescape as decode } from "node:querystring";
import type { DatabaseLocation } from "@/lib/db/open-database";
import { basePathMistake, readBasePath as readBasePathFrom } from "@/server/base-path.mjs";
import { checkCertificateAndKey, checkCertificates } from "./certificates";
import { hideSecrets } from "./hide-secrets";
import { rememberSecret } from "./known-secrets";
import type { Mistakes } from "./mistakes";
import { parseHttpUrl, parsePort, withoutTrailingSlash } from "./parse-values";
import type { ReadConfigFile } from "./read-config-file";
import { readSecretVariable } from "./read-secret-variable";
import { readTextFile } from "./read-text-file";
import { readTracing, type TracingSettings } from "./read-tracing";
import { findVariable, type Source } from "./source";

export type ServerSettings = {
  /** Absolute. */
  dataDir: string;
  database: DatabaseLocation;
  host: string;
  port: number;
  /** The path in front of all paths of the console, such as `/registry`; usually empty. */
  basePath: string;
  /** The address at which people open the console, with the base path, without a trailing slash. */
  publicUrl: string;
  /** Where Prometheus reads metrics: a port of their own, or with a token at /metrics. */
  metrics: { port: number | null; token: string | null };
  /** How traces are made; null if they aren't wanted. */
  tracing: TracingSettings | null;
  /** Addresses and CIDRs whose `X-Forwarded-For` is trusted. */
  trustedProxies: string[];
};

/** Returns where the console listens and keeps its data. The environment has precedence over the file. */
export function readServerSettings(source: Source, mistakes: Mistakes, file: ReadConfigFile | null): ServerSettings {
  const port = parsePort(mistakes, "PORT", findVariable(source, "PORT")) ?? file?.port ?? 3000;
  const dataDir = readDataDir(source, file);
  const basePath = readBasePath(source, mistakes);
  const scheme = readCertificate(source, mistakes) ? "https" : "http";
  return {
    dataDir,
    database: readDatabase(source, mistakes, dataDir),
    host: findVariable(source, "HOST") ?? file?.host ?? "127.0.0.1",
    port,
    basePath,
    publicUrl: readPublicUrl(source, mistakes, file, basePath) ?? `${scheme}://localhost:${port}${basePath}`,
    metrics: hideSecrets(
      {
        port: parsePort(mistakes, "METRICS_PORT", findVariable(source, "METRICS_PORT")),
        token: readSecretVariable(source, mistakes, "METRICS_TOKEN"),
      },
      "token",
    ),
    tracing: readTracing(source, mistakes),
    trustedProxies: readTrustedProxies(source, mistakes, file),
  };
}

function readDataDir(source: Source, file: ReadConfigFile | null): string {
  const named = findVariable(source, "DATA_DIR");
  if (named === null && file?.dataDir !== undefined) return resolve(file.directory, file.dataDir);
  return resolve(source.directory, named ?? "data");
}

function readDatabase(source: Source, mistakes: Mistakes, dataDir: string): DatabaseLocation {
  const url = readSecretVariable(source, mistakes, "DATABASE_URL")?.trim() || null;
  if (url === null) return { kind: "sqlite", file: join(dataDir, "shipshape.db") };
  if (!/^postgres(?:ql)?:\/\//.test(url) || !URL.canParse(url))
    mistakes.add("DATABASE_URL", "must be a URL that begins with postgres://");
  if (URL.canParse(url)) rememberSecret(decode(new URL(url).password));
  return hideSecrets({ kind: "postgres", url }, "url");
}

function readBasePath(source: Source, mistakes: Mistakes): string {
  const basePath = readBasePathFrom(source.env);
  const mistake = basePathMistake(basePath);
  if (mistake) mistakes.add("BASE_PATH", mistake);
  return mistake ? "" : basePath;
}

function readCertificate(source: Source, mistakes: Mistakes): boolean {
  const certFile = findVariable(source, "TLS_CERT_FILE");
  const keyFile = findVariable(source, "TLS_KEY_FILE");
  if (certFile === null && keyFile === null) return false;
  if (certFile === null || keyFile === null) {
    mistakes.add(certFile === null ? "TLS_CERT_FILE" : "TLS_KEY_FILE", "is needed too: a certificate and its key");
    return false;
  }
  const cert = checkCertificates(mistakes, "TLS_CERT_FILE", readTextFile(source, mistakes, "TLS_CERT_FILE", certFile));
  const key = readTextFile(source, mistakes, "TLS_KEY_FILE", keyFile);
  if (cert !== null && key !== null) checkCertificateAndKey(mistakes, "TLS_KEY_FILE", { cert, key });
  return true;
}

function readPublicUrl(
  source: Source,
  mistakes: Mistakes,
  file: ReadConfigFile | null,
  basePath: string,
): string | null {
  const named = findVariable(source, "PUBLIC_URL");
  const value = named ?? file?.publicUrl ?? null;
  if (value === null) return null;
  const place = named === null ? "publicUrl" : "PUBLIC_URL";
  const url = parseHttpUrl(mistakes, place, value);
  if (!url) return null;
  const address = withoutTrailingSlash(url);
  const path = address.slice(url.origin.length);
  if (path !== "" && path !== basePath)
    mistakes.add(place, `has the path ${path}: set BASE_PATH=${path} too, so that the console is served there`);
  return path === "" ? `${address}${basePath}` : address;
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
