import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { dockerSchema } from "@/lib/config/docker-collector";
import { dockerAccess, dockerAccesses, dockerRunnerYaml } from "./docker-lines";

const production = { name: "production", url: "https://registry.example.com" };

const proxyFor = (folders: string) => parse(dockerAccess("proxy", folders)).services["socket-proxy"];
const proxy = proxyFor("/srv/registry");
const allows = (call: string) => {
  const [method = "", path = ""] = call.split(" ");
  const option = `-allow${method}=`;
  const pattern = proxy.command.find((word: string) => word.startsWith(option))?.slice(option.length);
  return pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(path);
};

describe("the lines for Docker", () => {
  test.each(dockerAccesses)(
    "name the registry and its container, and what the console reaches Docker by: %s",
    (access) => {
      const [registry] = parse(dockerRunnerYaml(production, access, "registry-1")).registries;
      expect(registry.name).toBe("production");
      const { container, endpoint, readOnly } = dockerSchema.parse(registry.garbageCollection);
      expect([container, readOnly]).toEqual(["registry-1", "recreate"]);
      expect(endpoint).toBe(access === "proxy" ? "http://socket-proxy:2375" : "unix:///var/run/docker.sock");
    },
  );

  test("start the proxy under the name that the console asks for, and mount the socket in its place", () => {
    expect(Object.keys(parse(dockerAccess("proxy", "")).services)).toEqual(["socket-proxy", "shipshape"]);
    expect(parse(dockerAccess("socket", "")).services.shipshape).toMatchObject({
      volumes: ["/var/run/docker.sock:/var/run/docker.sock"],
      group_add: ["999"],
    });
  });

  test.each([
    ["/srv/registry", "/srv/registry"],
    ["/srv/registry , /etc/registry: v2", "/srv/registry,/etc/registry: v2"],
    [" ", "/var/empty"],
  ])("let the proxy mount these folders and no other: %j", (folders, allowed) => {
    expect(proxyFor(folders).command).toContain(`-allowbindmountfrom=${allowed}`);
  });

  test("let the proxy pass on that a container is added to a second network", () => {
    expect(allows("POST /v1.41/networks/team_front/connect")).toBe(true);
  });

  // lib/garbage-collection/docker-collection.test.ts shows that it lets through every call of a collection.
  test.each([
    ...["GET /v1.41/info", "GET /v1.41/containers/0123456789abcdef/archive", "GET /v1.41/volumes", "POST /v1.41/build"],
    ...[
      "POST /v1.41/containers/0123456789abcdef/kill",
      "POST /v1.41/containers/0123456789abcdef/update",
      "POST /v1.41/images/create",
    ],
    ...["PUT /v1.41/containers/x/archive", "DELETE /v1.41/volumes/data", "DELETE /v1.41/images/registry"],
    ...["POST /v1.41/containers/x/../create/start", "POST /v1.41/networks/create"],
  ])("let it pass on nothing else: %s", (call) => expect(allows(call)).toBe(false));
});
