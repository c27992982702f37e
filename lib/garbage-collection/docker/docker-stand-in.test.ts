import { describe, expect, test } from "vitest";
import type { Container } from "@/lib/docker/container";
import { standInOf } from "./docker-stand-in";

const id = "a".repeat(64);
const anonymous = "b".repeat(64);

function container(changes: Partial<Container> = {}, hostConfig: Partial<Container["HostConfig"]> = {}): Container {
  return {
    Id: id,
    Name: "registry",
    Image: `sha256:${"c".repeat(64)}`,
    ExecIDs: null,
    State: { Status: "running", Running: true, Paused: false, Restarting: false, ExitCode: 0 },
    Config: {
      Image: "registry:3",
      Hostname: "aaaaaaaaaaaa",
      Domainname: "",
      User: "1000",
      Env: ["REGISTRY_STORAGE_DELETE_ENABLED=true", 'REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":false}'],
      Cmd: ["serve", "/etc/distribution/config.yml"],
      Entrypoint: ["/entrypoint.sh"],
      ExposedPorts: { "5000/tcp": {} },
      Labels: { team: "storage", "com.docker.compose.project": "p", "traefik.enable": "true" },
    },
    HostConfig: {
      Binds: ["/srv/config.yml:/etc/distribution/config.yml:ro"],
      Mounts: null,
      NetworkMode: "front",
      PortBindings: { "5000/tcp": [{ HostIp: "127.0.0.1", HostPort: "5000" }] },
      PublishAllPorts: false,
      AutoRemove: false,
      UTSMode: "",
      RestartPolicy: { Name: "always" },
      Memory: 1024,
      ...hostConfig,
    },
    Mounts: [
      { Type: "bind", Name: "", Destination: "/etc/distribution/config.yml", RW: false },
      { Type: "volume", Name: anonymous, Destination: "/var/lib/registry", RW: true },
    ],
    NetworkSettings: {
      Networks: {
        front: {
          NetworkID: "f1",
          IPAMConfig: { IPv4Address: "172.20.0.9" },
          Aliases: ["registry-1"],
          Links: null,
          DriverOpts: null,
          MacAddress: "02:42:ac:14:00:09",
          IPAddress: "172.20.0.9",
          EndpointID: "e1",
        },
        back: { NetworkID: "b1", IPAMConfig: null, Aliases: null, Links: null, DriverOpts: null },
      },
    },
    ...changes,
  } as Container;
}

const run = "0123456789abcdef";

describe("what stands in for a registry's container", () => {
  test("is the same image, command, ports and settings, read-only, and not started by itself", () => {
    const { name, create } = standInOf(container(), run);
    expect(name).toBe("registry-shipshape-01234567");
    expect(create).toMatchObject({
      Image: `sha256:${"c".repeat(64)}`,
      Hostname: "aaaaaaaaaaaa",
      User: "1000",
      ExposedPorts: { "5000/tcp": {} },
      Entrypoint: ["/entrypoint.sh"],
      Cmd: ["serve", "/etc/distribution/config.yml"],
      Env: ["REGISTRY_STORAGE_DELETE_ENABLED=true", 'REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}'],
      HostConfig: {
        PortBindings: { "5000/tcp": [{ HostIp: "127.0.0.1", HostPort: "5000" }] },
        RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
        AutoRemove: false,
        Memory: 1024,
      },
    });
  });

  test("has the labels that make it known to others, without those by which Compose would take it for its own", () => {
    const labels = { team: "storage", "traefik.enable": "true", "shipshape.run": run, "shipshape.stands-in-for": id };
    expect(standInOf(container(), run).create.Labels).toEqual(labels);
  });

  test("gets a volume without a name by its name, and the others as they are named", () => {
    const binds = ["/srv/config.yml:/etc/distribution/config.yml:ro", `${anonymous}:/var/lib/registry:rw,nocopy`];
    expect(standInOf(container(), run).create.HostConfig.Binds).toEqual(binds);
    const named = container({}, { Binds: ["data:/var/lib/registry"] });
    expect(standInOf(named, run).create.HostConfig.Binds).toEqual(["data:/var/lib/registry"]);
  });

  test("gets a volume that --mount made without a name by its name", () => {
    const mount = { Type: "volume", Target: "/var/lib/registry", VolumeOptions: { NoCopy: true } };
    const { HostConfig } = standInOf(container({}, { Binds: null, Mounts: [mount] }), run).create;
    expect(HostConfig).toMatchObject({ Binds: [], Mounts: [{ ...mount, Source: anonymous }] });
  });

  test("answers in every network to the same addresses and names, and to the container's own name", () => {
    const { create, connect } = standInOf(container(), run);
    const empty = { Links: null, DriverOpts: null };
    const front = { ...empty, IPAMConfig: { IPv4Address: "172.20.0.9" }, Aliases: ["registry-1", "registry"] };
    expect(create.NetworkingConfig).toEqual({ EndpointsConfig: { front } });
    expect(connect).toEqual([{ network: "back", endpoint: { ...empty, IPAMConfig: null, Aliases: ["registry"] } }]);
  });

  test("names its network as the engine does where it was given by its id, and none that it has left", () => {
    expect(standInOf(container({}, { NetworkMode: "b1" }), run).create.HostConfig.NetworkMode).toBe("back");
    expect(standInOf(container({}, { NetworkMode: "left" }), run).create.HostConfig.NetworkMode).toBe("front");
  });

  test.each(["default", "bridge", "host"])("has no other names in the network %s, which has none", (NetworkMode) => {
    const Networks = { [NetworkMode === "host" ? "host" : "bridge"]: { NetworkID: "x", Aliases: null } };
    const { create, connect } = standInOf(container({ NetworkSettings: { Networks } }, { NetworkMode }), run);
    expect([create.NetworkingConfig, connect, create.HostConfig.NetworkMode]).toEqual([undefined, [], NetworkMode]);
  });

  test("has no name of its own where it shares the network of another container", () => {
    const shared = container({ NetworkSettings: { Networks: {} } }, { NetworkMode: `container:${id}` });
    const { create } = standInOf(shared, run);
    expect(create).not.toHaveProperty("Hostname");
    expect(create).not.toHaveProperty("ExposedPorts");
    expect(create.HostConfig.NetworkMode).toBe(`container:${id}`);
  });

  test("has no entrypoint either where somebody took the image's away", () => {
    const { Config } = container();
    expect(standInOf(container({ Config: { ...Config, Entrypoint: null } }), run).create.Entrypoint).toEqual([""]);
  });
});
