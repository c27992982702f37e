import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rememberSecret, rememberVariables } from "@/lib/config/known-secrets";
import { hideInText } from "@/lib/garbage-collection/collector-output/hide-in-text";
import { forgetAllProcessWide } from "@/lib/process/process-wide";
import { showCommand } from "./show-command";

const secret = "Zq7-hunter2/x";

beforeEach(() => forgetAllProcessWide());
afterEach(() => forgetAllProcessWide());

describe("a command line", () => {
  it.each<[string, string[]]>([
    ["a header", ["curl", "-H", `Authorization: Bearer ${secret}`]],
    ["a header of any name", ["curl", "--header", `X-Registry: ${secret}`]],
    ["a header in one word", ["curl", `-HX-Api-Key: ${secret}`]],
    ["a header after =", ["curl", `--header=X-Registry: ${secret}`]],
    ["a header of a proxy", ["curl", "--proxy-header", `X-Any: ${secret}`]],
    ["a user and password", ["curl", "-u", `console:${secret}`]],
    ["a user and password in one word", ["curl", `-uconsole:${secret}`]],
    ["the same with a long option", ["/usr/bin/curl", "--user", `console:${secret}`]],
    ["a password", ["tool", "--password", secret]],
    ["a password after =", ["tool", `--registry-password=${secret}`]],
    ["a token", ["tool", "--registry-token", secret]],
    ["skopeo's credentials", ["skopeo", "delete", "--creds", `console:${secret}`, "docker://r/app"]],
    ["docker's password", ["docker", "login", "-u", "console", "-p", secret]],
    ["Redis's password", ["redis-cli", "-a", secret, "flushall"]],
    ["sshpass's", ["sshpass", "-p", secret, "ssh", "host"]],
    ["a variable for a container", ["docker", "exec", "-e", `REGISTRY_TOKEN=${secret}`, "registry"]],
    ["a variable of env", ["env", `DB_PASSWORD=${secret}`, "collect"]],
    ["an address with a password", ["curl", `https://console:${secret.replace("/", "")}@registry.example/v2/`]],
    ["an address with a token", ["curl", `https://hooks.example/start?x=1&access_token=${secret}`]],
    ["a script with a header", ["sh", "-c", `curl -H "Authorization: Bearer ${secret}" http://r/`]],
    ["a script with a header in single quotes", ["sh", "-c", `curl -H 'X-Any: ${secret}' http://r/`]],
    ["a script with a password", ["sh", "-c", `tool --password ${secret} && other`]],
    ["a script with a quoted password", ["sh", "-c", `tool --password "a ${secret}"`]],
    ["a script with a variable", ["sh", "-c", `API_TOKEN='${secret}' tool`]],
    ["JSON", ["curl", "-d", JSON.stringify({ user: "a", password: secret })]],
  ])("is shown without %s", (_what, command) => {
    const shown = showCommand(command);
    expect(shown).not.toContain("hunter2");
    expect(shown).toContain("[hidden]");
    expect(shown.startsWith(command[0] ?? "")).toBe(true);
  });

  it("shows what is no secret as it is", () => {
    const command = ["docker", "exec", "-i", "registry", "registry", "garbage-collect", "--dry-run", "/etc/config.yml"];
    expect(showCommand(command)).toBe(command.join(" "));
    const digest = `sha256:${"a1".repeat(32)}`;
    const others = [
      "curl",
      "-fsS",
      "-H",
      "Accept: text/plain",
      "--password-file",
      "/run/pw",
      `http://r:5000/v2/a/${digest}`,
    ];
    expect(showCommand(others)).toBe(
      `curl -fsS -H "Accept: text/plain" --password-file /run/pw http://r:5000/v2/a/${digest}`,
    );
    expect(showCommand(["docker", "compose", "-p", "registry", "-f", "a.yml", "up", "-d"])).toBe(
      "docker compose -p registry -f a.yml up -d",
    );
  });

  it("shows none of the console's own secrets, wherever they stand", () => {
    rememberSecret("the console's own");
    rememberVariables({ PARTNER_TOKEN: "partner-value", HOME: "/home/console" });
    const shown = showCommand(["tool", "run", "the console's own", "xpartner-valuex", "/home/console"]);
    expect(shown).toBe("tool run [hidden] x[hidden]x /home/console");
  });
});

describe("a line of output", () => {
  it.each([
    `> Authorization: Basic ${secret}`,
    `+ curl -u console:${secret} http://r/`,
    `Set-Cookie: session=${secret}; Path=/`,
    `export REGISTRY_PASSWORD=${secret}`,
    `{"access_token":"${secret}","expires_in":60}`,
    `password: "${secret}"`,
    `    password: ${secret}`,
    "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.hunter2hunter2",
    `dial redis://:${secret.replace("/", "")}@cache:6379: refused`,
    "-----BEGIN EC PRIVATE KEY-----hunter2",
    `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwhunter2ggSjAgEAAoIBAQC7VJTUt9`,
  ])("hides the secret of %j", (line) => expect(hideInText(line)).not.toContain("hunter2"));

  it.each([
    "registry: marking manifest sha256:1234567890abcdef",
    'level=error msg="unauthorized: authentication required"',
    "failed to mark: filesystem: Path not found: /docker/registry/v2/repositories",
    'WWW-Authenticate: Bearer realm="https://auth.example.com/token",service="registry"',
    "3 blobs marked, 1 blobs and 0 manifests eligible for deletion",
    "Basic authentication is off",
    "token: not found in the cache",
    "blob eligible for deletion: sha256:1234",
    "git@host and mail@example.com",
  ])("leaves %j", (line) => expect(hideInText(line)).toBe(line));
});
