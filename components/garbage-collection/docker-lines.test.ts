import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { dockerSchema } from "@/lib/config/docker-collector";
import { dockerProxy, dockerRunner, dockerSocket } from "./docker-lines";

const proxy = parse(dockerProxy).services["socket-proxy"];
const allows = (call: string) => {
  const [method = "", path = ""] = call.split(" ");
  const option = `-allow${method}=`;
  const pattern = proxy.command.find((word: string) => word.startsWith(option))?.slice(option.length);
  return pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(path);
};

describe("the lines for Docker", () => {
  test("name the registry, and the proxy that the other lines start", () => {
    const [registry] = parse(dockerRunner("production")).registries;
    const { hostname } = new URL(registry.garbageCollection.endpoint);
    expect(registry.name).toBe("production");
    expect(dockerSchema.parse(registry.garbageCollection)).toMatchObject({ readOnly: "recreate" });
    expect(Object.keys(parse(dockerProxy).services)).toContain(hostname);
    expect(parse(dockerSocket).services.shipshape.group_add).toHaveLength(1);
  });

  test("let the proxy pass on that a container is added to a second network", () => {
    expect(allows("POST /v1.41/networks/team_front/connect")).toBe(true);
  });

  // That it lets through what a collection calls is shown where it runs: lib/garbage-collection/docker-collection.test.ts.
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
