import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigFolder } from "@/lib/testing/config-folder";
import { getNotificationSecret } from "./notification-secret";

const given = "a-canary-of-a-secret";
let folder: ConfigFolder;

beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

function secretsOf(env: Record<string, string>): string[] {
  const config = folder.load(env);
  return config.registries.map((registry) => getNotificationSecret(registry, config));
}

describe("the secret of a registry's notifications", () => {
  it("is the one that is given, by variable, or by file or variable of the configuration file", () => {
    const REGISTRY_URL = "https://one.example.com";
    folder.write("secret", `${given}-in-a-file\n`);
    expect(secretsOf({ REGISTRY_URL, REGISTRY_NOTIFICATION_SECRET: given })).toEqual([given]);
    expect(secretsOf({ REGISTRY_URL, REGISTRY_NOTIFICATION_SECRET_FILE: "secret" })).toEqual([`${given}-in-a-file`]);
    folder.write(
      "shipshape.yaml",
      `registries:
  - { name: one, url: "${REGISTRY_URL}", notificationSecretFile: secret }
  - { name: two, url: "https://two.example.com", notificationSecretEnv: TWO }
`,
    );
    expect(secretsOf({ TWO: given })).toEqual([`${given}-in-a-file`, given]);
  });

  it("is otherwise made: long, the same after every start, and another for each registry and console", () => {
    folder.write(
      "shipshape.yaml",
      "registries: [{ name: one, url: 'https://one.example.com' }, { name: two, url: 'https://two.example.com' }]",
    );
    const [one, two] = secretsOf({});
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(two).not.toBe(one);
    expect(secretsOf({})).toEqual([one, two]);
    expect(secretsOf({ DATA_DIR: `${folder.directory}/other` })).not.toContain(one);
  });

  it("is refused where it is short, or could not be a header", () => {
    const REGISTRY_URL = "https://one.example.com";
    const mistakesOf = (secret: string) => folder.mistakesOf({ REGISTRY_URL, REGISTRY_NOTIFICATION_SECRET: secret });
    expect(mistakesOf("too-short-15-ch")).toEqual([expect.stringContaining("at least 16 characters")]);
    expect(mistakesOf("long enough, but with spaces")).toEqual([expect.stringContaining("without spaces")]);
    expect(folder.mistakesOf({ REGISTRY_NOTIFICATION_SECRET: given })).toContainEqual(
      expect.stringMatching(/^REGISTRY_NOTIFICATION_SECRET: has no effect/),
    );
  });

  it("doesn't show where a configuration is printed", () => {
    const config = folder.load({ REGISTRY_URL: "https://one.example.com", REGISTRY_NOTIFICATION_SECRET: given });
    for (const shown of [JSON.stringify(config), inspect(config, { depth: 9 })]) expect(shown).not.toContain(given);
  });
});
