import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSettings, serverEnvironment } from "./read-settings.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "shipshape-settings-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const write = (text: string) => writeFileSync(path.join(folder, "shipshape.yaml"), text);

test("without any configuration the console is at 127.0.0.1:3000, its data in the clone, and no registry is named", async () => {
  expect(await readSettings(folder, "/clone", {})).toEqual({
    configFile: null,
    host: "127.0.0.1",
    port: 3000,
    dataDir: "/clone/data",
    hasRegistry: false,
  });
});

test("the environment has precedence over the file", async () => {
  write("port: 8080\nhost: 0.0.0.0\ndataDir: state\nregistries: [{name: main, url: 'https://registry.example.com'}]\n");
  const fromFile = await readSettings(folder, "/clone", {});
  expect(fromFile).toMatchObject({
    port: 8080,
    host: "0.0.0.0",
    dataDir: path.join(folder, "state"),
    hasRegistry: true,
  });
  const both = await readSettings(folder, "/clone", { PORT: "9090", HOST: "::1", DATA_DIR: "here" });
  expect(both).toMatchObject({ port: 9090, host: "::1", dataDir: path.join(folder, "here") });
});

test("a file without registries leaves room for the embedded one", async () => {
  write("port: 8080\n");
  expect((await readSettings(folder, "/clone", {})).hasRegistry).toBe(false);
});

test("a file that can't be read is left for the console to report, and no registry is started", async () => {
  write("registries: [\n");
  expect(await readSettings(folder, "/clone", {})).toMatchObject({ hasRegistry: true, port: 3000 });
});

test("a port that is none is refused", async () => {
  await expect(readSettings(folder, "/clone", { PORT: "http" })).rejects.toThrow('not "http"');
});

test("the server gets what the launcher found, and everything else as it was", async () => {
  const env = {
    REGISTRY_CA_FILE: "certs/ca.pem",
    ADMIN_PASSWORD_FILE: "/run/secrets/admin",
    SHIPSHAPE_CONFIG: "a.yaml",
  };
  const settings = await readSettings(folder, "/clone", env);
  expect(serverEnvironment(env, settings, { SHIPSHAPE_SAMPLES: "0" })).toMatchObject({
    REGISTRY_CA_FILE: "certs/ca.pem",
    SHIPSHAPE_CONFIG: path.join(folder, "a.yaml"),
    DATA_DIR: "/clone/data",
    PORT: "3000",
    SHIPSHAPE_SAMPLES: "0",
  });
});
