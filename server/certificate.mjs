import { readFileSync, unwatchFile, watchFile } from "node:fs";
import { createSecureContext } from "node:tls";

const everyMs = 30_000;

/** Returns the certificate and key that the environment names, or null if it names none. Throws if they can't be used. */
export function readCertificate({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }) {
  if (!certFile?.trim() || !keyFile?.trim()) return null;
  const pair = { cert: readFileSync(certFile.trim()), key: readFileSync(keyFile.trim()) };
  createSecureContext(pair);
  return pair;
}

/**
 * Gives the server a renewed certificate within half a minute, without closing a connection. Files that are replaced
 * one after the other don't match for a moment: the certificate in use then stays. Looks at the files' times, as
 * mounted secrets are links that are exchanged, which a watcher of the file itself does not notice. Returns a function
 * that ends it.
 */
export function keepCertificate(server, env, { intervalMs = everyMs, warn = console.error } = {}) {
  let failed = false;
  const renew = () => {
    try {
      server.setSecureContext(readCertificate(env));
      failed = false;
    } catch (error) {
      if (!failed) warn(`The renewed certificate can't be used, so the previous one stays: ${error.message}`);
      failed = true;
    }
  };
  const files = [env.TLS_CERT_FILE.trim(), env.TLS_KEY_FILE.trim()];
  for (const file of files) watchFile(file, { interval: intervalMs, persistent: false }, renew);
  return () => {
    for (const file of files) unwatchFile(file, renew);
  };
}
