import "server-only";
import { checkCertificateAndKey } from "./certificates";
import { hideSecrets } from "./hide-secrets";
import { rememberSecret } from "./known-secrets";
import type { Mistakes } from "./mistakes";
import { readSecretFile, readTextFile } from "./read-text-file";
import type { Source } from "./source";

/** A part of the file, with what is needed to locate and describe a mistake in it. */
export type Entry = { source: Source; mistakes: Mistakes; directory: string; place: string };

/** Returns the text of the file that the setting `key` names; null without one. Adds a mistake if it can't be read. */
export function readNamed(entry: Entry, key: string, file: string | undefined): string | null {
  if (file === undefined) return null;
  return readTextFile(entry.source, entry.mistakes, `${entry.place}.${key}`, file, entry.directory);
}

/** Returns the secret that `<name>File` or `<name>Env` refers to; exactly one of them must be set. */
export function resolveSecret(
  entry: Entry,
  name: string,
  file: string | undefined,
  variable: string | undefined,
): string {
  const { mistakes, source, place } = entry;
  if ((file === undefined) === (variable === undefined)) {
    mistakes.add(place, `needs either ${name}File or ${name}Env`);
    return "";
  }
  if (file !== undefined) return readSecretFile(source, mistakes, `${place}.${name}File`, file, entry.directory) ?? "";
  const value = source.env[variable ?? ""];
  if (!value) mistakes.add(`${place}.${name}Env`, `the environment variable ${variable} is not set`);
  return rememberSecret(value ?? "");
}

/** Returns the certificate and the key, read and checked; null without the files. */
export function resolveClientCertificate(
  entry: Entry,
  files: { clientCertificateFile?: string | undefined; clientKeyFile?: string | undefined },
): { cert: string; key: string } | null {
  const { clientCertificateFile: certificateFile, clientKeyFile: keyFile } = files;
  if (certificateFile === undefined && keyFile === undefined) return null;
  if (certificateFile === undefined || keyFile === undefined) {
    entry.mistakes.add(entry.place, "needs both clientCertificateFile and clientKeyFile");
    return null;
  }
  const cert = readNamed(entry, "clientCertificateFile", certificateFile);
  const key = readNamed(entry, "clientKeyFile", keyFile);
  if (cert === null || key === null) return null;
  const place = `${entry.place}.clientKeyFile`;
  return checkCertificateAndKey(entry.mistakes, place, hideSecrets({ cert, key }, "key"));
}
