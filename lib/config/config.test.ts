import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { type Config, loadConfig } from "./config";
import { ConfigError } from "./config-error";

const secret = "s3cr3t-canary";
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "shipshape-config-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, text: string): string {
  mkdirSync(join(directory, name, ".."), { recursive: true });
  writeFileSync(join(directory, name), text);
  return join(directory, name);
}

function load(env: Record<string, string>): Config {
  const readFile = (path: string) => readFileSync(path, "utf8");
  return loadConfig({ env: { DATA_DIR: join(directory, "data"), ...env }, directory, readFile });
}

function mistakesOf(env: Record<string, string>): string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

function selfSigned(): { cert: string; key: string } {
  const { cert, key } = makeTestAuthority().issue();
  return { cert: write("tls.crt", cert), key: write("tls.key", key) };
}

describe("a registry by environment", () => {
  it("takes its credentials, certificate authority and pull host along", () => {
    const { cert } = selfSigned();
    write("password", `${secret}\n`);
    const config = load({
      REGISTRY_URL: "https://registry.example.com:5000/prefix/",
      REGISTRY_USERNAME: "shipshape",
      REGISTRY_PASSWORD_FILE: "password",
      REGISTRY_CA_FILE: cert,
      REGISTRY_INSECURE_SKIP_VERIFY: "true",
      REGISTRY_PULL_HOST: "pull.example.com",
    });
    expect(config.registries).toHaveLength(1);
    expect({ ...config.registries[0] }).toMatchObject({
      name: "registry",
      url: "https://registry.example.com:5000/prefix",
      pullHost: "pull.example.com",
      ca: expect.stringContaining("BEGIN CERTIFICATE"),
      skipVerify: true,
      garbageCollection: { kind: "none" },
    });
    expect({ ...config.registries[0]?.credentials }).toEqual({
      kind: "basic",
      username: "shipshape",
      password: secret,
    });
  });

  it("has defaults for all the rest", () => {
    expect(load({ REGISTRY_URL: "http://localhost:5000" })).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      publicUrl: "http://localhost:3000",
      database: { kind: "sqlite", file: join(directory, "data", "shipshape.db") },
      admin: null,
      managedRegistry: null,
      samples: false,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});

describe("mistakes", () => {
  it("are all reported at once, each with its place and none with a value", () => {
    const mistakes = mistakesOf({
      REGISTRY_URL: `https://user:${secret}@registry.example.com`,
      REGISTRY_USERNAME: "shipshape",
      REGISTRY_CA_FILE: "missing.pem",
      REGISTRY_INSECURE_SKIP_VERIFY: "perhaps",
      PORT: "70000",
      PUBLIC_URL: "https://console.example.com/shipshape",
      DATABASE_URL: `mysql://root:${secret}@db`,
      ADMIN_USERNAME: "Not Allowed",
      ADMIN_PASSWORD: secret.slice(0, 5),
      TRUSTED_PROXIES: "10.0.0.0/8, nonsense",
    });
    expect(mistakes.map((mistake) => mistake.split(":")[0]).sort()).toEqual([
      "ADMIN_PASSWORD",
      "ADMIN_USERNAME",
      "DATABASE_URL",
      "PORT",
      "PUBLIC_URL",
      "REGISTRY_CA_FILE",
      "REGISTRY_INSECURE_SKIP_VERIFY",
      "REGISTRY_PASSWORD",
      "REGISTRY_URL",
      "TRUSTED_PROXIES",
    ]);
    expect(mistakes.join()).toContain(join(directory, "missing.pem"));
    expect(mistakes.join()).not.toContain(secret);
  });

  it("are found in every registry of the file, and name the setting that is misspelt", () => {
    write(
      "shipshape.yaml",
      `registries:
  - { name: one, url: https://one.example.com, readonly: true }
  - { name: UPPER, url: "", credentials: { kind: basic, username: a, password: ${secret} } }
  - { name: three, url: https://three.example.com, garbageCollection: { runner: command, dryRun: "sh -c x", collect: [] } }
prot: 80
`,
    );
    const mistakes = mistakesOf({});
    expect(mistakes.map((mistake) => mistake.slice(0, mistake.indexOf(": ")))).toEqual(
      expect.arrayContaining([
        "registries[0]",
        "registries[1].name",
        "registries[1].url",
        "registries[1].credentials",
        "registries[2].garbageCollection.dryRun",
        "registries[2].garbageCollection.collect",
      ]),
    );
    expect(mistakes.join()).toContain("readonly");
    expect(mistakes.join()).toContain("prot");
    expect(mistakes.join()).not.toContain(secret);
  });

  it("of the YAML itself have a line, and show nothing of it", () => {
    const file = write("shipshape.yaml", `registries:\n  - name: "${secret}\n`);
    const [mistake] = mistakesOf({});
    expect(mistake).toContain(`${file}:`);
    expect(mistake).toContain("is not valid YAML");
    expect(mistake).not.toContain(secret);
  });

  it("are two sources of registries, no source, and a file that was named and isn't there", () => {
    expect(mistakesOf({})).toEqual([expect.stringContaining("no registry is configured")]);
    expect(mistakesOf({ SHIPSHAPE_CONFIG: "none.yaml" })).toEqual([expect.stringContaining("there is no such file")]);
    write("shipshape.yaml", "registries: [{ name: one, url: 'https://one.example.com' }]");
    expect(mistakesOf({ REGISTRY_URL: "http://two.example.com" })).toEqual([expect.stringMatching(/^REGISTRY_URL: /)]);
  });

  it("leave nothing behind: not even the data directory is made", () => {
    mistakesOf({ REGISTRY_URL: "nonsense" });
    expect(() => statSync(join(directory, "data"))).toThrow("ENOENT");
  });
});

describe("shipshape.yaml", () => {
  it("describes several registries in full", () => {
    const { cert, key } = selfSigned();
    write("conf/token", `${secret}\n`);
    write(
      "conf/shipshape.yaml",
      `port: 8080
publicUrl: https://console.example.com
dataDir: store
registries:
  - name: main
    title: Main registry
    url: https://main.example.com
    credentials: { kind: basic, username: reader, passwordEnv: MAIN_PASSWORD }
    tokenRealm: https://auth.example.com
    caFile: ${cert}
    clientCertificateFile: ${cert}
    clientKeyFile: ${key}
    readOnly: true
    garbageCollection:
      runner: command
      dryRun: [registry, garbage-collect, --dry-run, config.yml]
      collect: [registry, garbage-collect, config.yml]
      before: [systemctl, stop, registry]
      timeoutMinutes: 30
  - name: cloud
    url: https://cloud.example.com
    credentials: { kind: identity-token, tokenFile: token }
    catalog: false
    repositories: [team/app, team/app, base]
`,
    );
    const config = load({ SHIPSHAPE_CONFIG: "conf/shipshape.yaml", MAIN_PASSWORD: secret, PORT: "9090", DATA_DIR: "" });
    expect(config).toMatchObject({
      port: 9090,
      publicUrl: "https://console.example.com",
      dataDir: join(directory, "conf", "store"),
    });
    const [main, cloud] = config.registries;
    expect(main).toMatchObject({
      title: "Main registry",
      pullHost: "main.example.com",
      tokenRealm: "https://auth.example.com",
      readOnly: true,
      catalog: { kind: "registry" },
      garbageCollection: { kind: "command", timeoutMs: 1_800_000, allowWritable: false, after: null },
    });
    expect(main?.credentials).toMatchObject({ kind: "basic", password: secret });
    expect(main?.clientCertificate?.key).toContain("PRIVATE KEY");
    expect(cloud?.credentials).toMatchObject({ kind: "identity-token", token: secret, username: null });
    expect(cloud?.catalog).toEqual({ kind: "listed", repositories: ["team/app", "base"] });
  });
});

describe("certificates", () => {
  it("that don't fit each other, or aren't any, are mistakes", () => {
    const { cert } = selfSigned();
    const other = write("other.key", makeTestAuthority().issue().key);
    const files = `caFile: ${other}, clientCertificateFile: ${cert}, clientKeyFile: ${other}`;
    write("shipshape.yaml", `registries: [{ name: one, url: "https://one.example.com", ${files} }]`);
    expect(mistakesOf({}).map((mistake) => mistake.split(": ")[0])).toEqual([
      "registries[0].caFile",
      "registries[0].clientKeyFile",
    ]);
  });
});

describe("the embedded registry", () => {
  it("is the one registry, at its port", () => {
    const settings = JSON.stringify({ kind: "binary", path: "/usr/bin/registry" });
    const config = load({ SHIPSHAPE_MANAGED_REGISTRY: settings, REGISTRY_PORT: "5055", SHIPSHAPE_SAMPLES: "1" });
    expect(config).toMatchObject({ managedRegistry: { kind: "binary", path: "/usr/bin/registry" }, samples: true });
    expect(config.registries).toMatchObject([
      { name: "local", title: "Local", url: "http://127.0.0.1:5055", garbageCollection: { kind: "managed" } },
    ]);
  });
});

describe("secrets", () => {
  it("don't show where a configuration is printed or sent", () => {
    const config = load({
      REGISTRY_URL: "https://registry.example.com",
      REGISTRY_USERNAME: "shipshape",
      REGISTRY_PASSWORD: secret,
      ADMIN_USERNAME: "admin",
      ADMIN_PASSWORD: `${secret}-admin`,
      DATABASE_URL: `postgres://root:${secret}@db/shipshape`,
    });
    for (const shown of [JSON.stringify(config), inspect(config, { depth: 9 })]) {
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(config.secretKey);
    }
    expect(config.admin?.password).toBe(`${secret}-admin`);
  });

  it("are kept in a directory and a file for their owner, and stay the same from start to start", () => {
    const first = load({ REGISTRY_URL: "http://localhost:5000" });
    expect(first.secretKey).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(directory, "data")).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, "data", "secret-key")).mode & 0o777).toBe(0o600);
    expect(load({ REGISTRY_URL: "http://localhost:5000" }).secretKey).toBe(first.secretKey);
  });

  it("are never replaced: a damaged key stops the start", () => {
    write("data/secret-key", "half a k");
    expect(mistakesOf({ REGISTRY_URL: "http://localhost:5000" })).toEqual([expect.stringContaining("is damaged")]);
    expect(readFileSync(join(directory, "data", "secret-key"), "utf8")).toBe("half a k");
  });
});
