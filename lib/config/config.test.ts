import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigFolder } from "@/lib/testing/config-folder";

const secret = "s3cr3t-canary";
let folder: ConfigFolder;

beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

describe("a registry by environment", () => {
  it("takes its credentials, certificate authority and pull host along", () => {
    const { cert } = folder.writeCertificate();
    folder.write("password", `${secret}\n`);
    const config = folder.load({
      REGISTRY_URL: "https://registry.example.com:5000/prefix/",
      REGISTRY_USERNAME: "shipshape",
      REGISTRY_PASSWORD_FILE: "password",
      REGISTRY_CA_FILE: cert,
      REGISTRY_INSECURE_SKIP_VERIFY: "true",
      REGISTRY_PULL_HOST: "pull.example.com",
      REGISTRY_REQUESTS_PER_SECOND: "20",
    });
    expect(config.registries).toHaveLength(1);
    expect({ ...config.registries[0] }).toMatchObject({
      name: "registry",
      url: "https://registry.example.com:5000/prefix",
      pullHost: "pull.example.com",
      ca: expect.stringContaining("BEGIN CERTIFICATE"),
      skipVerify: true,
      indexing: { concurrency: 8, requestsPerSecond: 20 },
      garbageCollection: { kind: "none" },
    });
    expect({ ...config.registries[0]?.credentials }).toEqual({
      kind: "basic",
      username: "shipshape",
      password: secret,
    });
  });

  it("has defaults for all the rest", () => {
    expect(folder.load({ REGISTRY_URL: "http://localhost:5000" })).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      publicUrl: "http://localhost:3000",
      database: { kind: "sqlite", file: join(folder.directory, "data", "shipshape.db") },
      admin: null,
      embeddedRegistry: null,
      samples: false,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});

describe("a console below a path", () => {
  const registry = { REGISTRY_URL: "http://localhost:5000" };

  it.each([
    [{ BASE_PATH: "/registry" }, "http://localhost:3000/registry"],
    [{ BASE_PATH: "/registry/", PUBLIC_URL: "https://example.com" }, "https://example.com/registry"],
    [{ BASE_PATH: "/registry", PUBLIC_URL: "https://example.com/registry/" }, "https://example.com/registry"],
  ])("%j is opened at %s", (env, publicUrl) => {
    expect(folder.load({ ...registry, ...env })).toMatchObject({ basePath: "/registry", publicUrl });
  });

  it("is told about an address with another path, or a path that is the console's own", () => {
    const env = { ...registry, PUBLIC_URL: "https://example.com/registry" };
    expect(folder.mistakesOf(env).join()).toContain("set BASE_PATH=/registry too");
    expect(folder.mistakesOf({ ...registry, BASE_PATH: "/storage" }).join()).toContain("a path of the console itself");
  });
});

describe("https by the console itself", () => {
  it("is its address, if no other is set", () => {
    const { cert, key } = folder.writeCertificate();
    const config = folder.load({ REGISTRY_URL: "http://localhost:5000", TLS_CERT_FILE: cert, TLS_KEY_FILE: key });
    expect(config.publicUrl).toBe("https://localhost:3000");
  });

  it("needs a certificate and the key that belongs to it", () => {
    const { cert, key } = folder.writeCertificate();
    const mistakes = (env: Record<string, string>) =>
      folder.mistakesOf({ REGISTRY_URL: "http://localhost:5000", ...env }).join();
    expect(mistakes({ TLS_CERT_FILE: cert })).toContain("TLS_KEY_FILE: is needed too");
    expect(mistakes({ TLS_CERT_FILE: cert, TLS_KEY_FILE: cert })).toContain("TLS_KEY_FILE: is not a PEM private key");
    expect(mistakes({ TLS_CERT_FILE: key, TLS_KEY_FILE: key })).toContain("TLS_CERT_FILE: holds no readable PEM");
    expect(mistakes({ TLS_CERT_FILE: "nowhere.pem", TLS_KEY_FILE: key })).toContain("there is no such file");
  });
});

describe("mistakes", () => {
  it("are all reported at once, each with its place and none with a value", () => {
    const mistakes = folder.mistakesOf({
      REGISTRY_URL: `https://user:${secret}@registry.example.com`,
      REGISTRY_USERNAME: "shipshape",
      REGISTRY_CA_FILE: "missing.pem",
      REGISTRY_INSECURE_SKIP_VERIFY: "perhaps",
      REGISTRY_REQUESTS_PER_SECOND: "0",
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
      "REGISTRY_REQUESTS_PER_SECOND",
      "REGISTRY_URL",
      "TRUSTED_PROXIES",
    ]);
    expect(mistakes.join()).toContain(join(folder.directory, "missing.pem"));
    expect(mistakes.join()).not.toContain(secret);
  });

  it("are found in every registry of the file, and name the setting that is misspelt", () => {
    folder.write(
      "shipshape.yaml",
      `registries:
  - { name: one, url: https://one.example.com, readonly: true }
  - { name: UPPER, url: "", credentials: { kind: basic, username: a, password: ${secret} } }
  - { name: three, url: https://three.example.com, garbageCollection: { runner: command, dryRun: "sh -c x", collect: [] } }
prot: 80
`,
    );
    const mistakes = folder.mistakesOf({});
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

  it("name the file that they are in", () => {
    const file = folder.write("shipshape.yaml", "prot: 80");
    expect(() => folder.load({})).toThrow(`The configuration in ${file} has a mistake:`);
  });

  it("of the YAML itself have a line, and show nothing of it", () => {
    const file = folder.write("shipshape.yaml", `registries:\n  - name: "${secret}\n`);
    const [mistake] = folder.mistakesOf({});
    expect(mistake).toContain(`${file}:`);
    expect(mistake).toContain("is not valid YAML");
    expect(mistake).not.toContain(secret);
  });

  it("are two sources of registries, no source, and a file that was named and isn't there", () => {
    expect(folder.mistakesOf({})).toEqual([expect.stringContaining("no registry is configured")]);
    expect(folder.mistakesOf({ SHIPSHAPE_CONFIG: "none.yaml" })).toEqual([
      expect.stringContaining("there is no such file"),
    ]);
    folder.write("shipshape.yaml", "registries: [{ name: one, url: 'https://one.example.com' }]");
    expect(folder.mistakesOf({ REGISTRY_URL: "http://two.example.com" })).toEqual([
      expect.stringMatching(/^REGISTRY_URL: /),
    ]);
  });

  it("leave nothing behind: not even the data folder.directory is made", () => {
    folder.mistakesOf({ REGISTRY_URL: "nonsense" });
    expect(() => statSync(join(folder.directory, "data"))).toThrow("ENOENT");
  });
});

describe("the embedded registry", () => {
  it("is the one registry, at its port", () => {
    const settings = JSON.stringify({ kind: "binary", path: "/usr/bin/registry" });
    const config = folder.load({ SHIPSHAPE_MANAGED_REGISTRY: settings, REGISTRY_PORT: "5055", SHIPSHAPE_SAMPLES: "1" });
    expect(config).toMatchObject({ embeddedRegistry: { kind: "binary", path: "/usr/bin/registry" }, samples: true });
    expect(config.registries).toMatchObject([
      { name: "local", title: "Local", url: "http://127.0.0.1:5055", garbageCollection: { kind: "managed" } },
    ]);
  });
});

describe("secrets", () => {
  it("don't show where a configuration is printed or sent", () => {
    const config = folder.load({
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

  it("are kept in a folder.directory and a file for their owner, and stay the same from start to start", () => {
    const first = folder.load({ REGISTRY_URL: "http://localhost:5000" });
    expect(first.secretKey).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(folder.directory, "data")).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder.directory, "data", "secret-key")).mode & 0o777).toBe(0o600);
    expect(folder.load({ REGISTRY_URL: "http://localhost:5000" }).secretKey).toBe(first.secretKey);
  });

  it("are never replaced: a damaged key stops the start", () => {
    folder.write("data/secret-key", "half a k");
    expect(folder.mistakesOf({ REGISTRY_URL: "http://localhost:5000" })).toEqual([
      expect.stringContaining("is damaged"),
    ]);
    expect(readFileSync(join(folder.directory, "data", "secret-key"), "utf8")).toBe("half a k");
  });
});
