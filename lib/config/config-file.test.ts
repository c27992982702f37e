import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { ConfigFolder } from "@/lib/testing/config-folder";

const secret = "s3cr3t-canary";
let folder: ConfigFolder;

beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

describe("shipshape.yaml", () => {
  it("describes several registries in full", () => {
    const { cert, key } = folder.writeCertificate();
    folder.write("conf/token", `${secret}\n`);
    folder.write(
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
      after: [systemctl, start, registry]
      timeoutMinutes: 30
  - name: cloud
    url: https://cloud.example.com
    credentials: { kind: identity-token, tokenFile: token }
    catalog: false
    repositories: [team/app, team/app, base]
    indexing: { requestsPerSecond: 2.5 }
`,
    );
    const config = folder.load({
      SHIPSHAPE_CONFIG: "conf/shipshape.yaml",
      MAIN_PASSWORD: secret,
      PORT: "9090",
      DATA_DIR: "",
    });
    expect(config).toMatchObject({
      port: 9090,
      publicUrl: "https://console.example.com",
      dataDir: join(folder.directory, "conf", "store"),
    });
    const [main, cloud] = config.registries;
    expect(main).toMatchObject({
      title: "Main registry",
      pullHost: "main.example.com",
      tokenRealm: "https://auth.example.com",
      readOnly: true,
      catalog: { kind: "registry" },
      garbageCollection: { kind: "command", timeoutMs: 1_800_000, allowWritable: false, redis: null },
    });
    expect(main?.credentials).toMatchObject({ kind: "basic", password: secret });
    expect(main?.clientCertificate?.key).toContain("PRIVATE KEY");
    expect(cloud?.credentials).toMatchObject({ kind: "identity-token", token: secret, username: null });
    expect(main?.indexing).toEqual({ concurrency: 8, requestsPerSecond: null });
    expect(cloud?.indexing).toEqual({ concurrency: 8, requestsPerSecond: 2.5 });
    expect(cloud?.catalog).toEqual({ kind: "listed", repositories: ["team/app", "base"] });
  });
});

describe("certificates", () => {
  it("that don't fit each other, or aren't any, are mistakes", () => {
    const { cert } = folder.writeCertificate();
    const other = folder.write("other.key", makeTestAuthority().issue().key);
    const files = `caFile: ${other}, clientCertificateFile: ${cert}, clientKeyFile: ${other}`;
    folder.write("shipshape.yaml", `registries: [{ name: one, url: "https://one.example.com", ${files} }]`);
    expect(folder.mistakesOf({}).map((mistake) => mistake.split(": ")[0])).toEqual([
      "registries[0].caFile",
      "registries[0].clientKeyFile",
    ]);
  });
});
