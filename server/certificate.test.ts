import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connect } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { ConfigFolder } from "@/lib/testing/config-folder";
import { until } from "@/lib/testing/until";
import { keepCertificate, readCertificate } from "./certificate.mjs";

const folder = new ConfigFolder();
afterEach(() => folder.remove());

async function serialOf(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

test("a renewed certificate is used without a restart; one that doesn't match its key is not", async () => {
  const files = folder.writeCertificate();
  const env = { TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.key };
  const server = createServer(readCertificate(env) ?? {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const warnings: string[] = [];
  const stop = keepCertificate(server, env, { intervalMs: 20, warn: (text: string) => warnings.push(text) });
  try {
    const first = await serialOf(port);
    const renewed = makeTestAuthority().issue();
    writeFileSync(files.cert, renewed.cert);
    await until(() => expect(warnings.join()).toContain("the previous one stays"));
    expect(await serialOf(port)).toBe(first);
    writeFileSync(files.key, renewed.key);
    await until(async () => expect(await serialOf(port)).not.toBe(first));
  } finally {
    stop();
    server.close();
  }
});

test("half a pair is no certificate", () => {
  expect(readCertificate({ TLS_CERT_FILE: "", TLS_KEY_FILE: "key.pem" })).toBeNull();
});
