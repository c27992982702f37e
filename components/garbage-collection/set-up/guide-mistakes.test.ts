import { expect, test } from "vitest";
import { mistakeIn } from "./guide-mistakes";

test.each([
  ["namespace", "registry", null],
  ["namespace", "My Registry", "notAName"],
  ["workload", "a;reboot", "notAName"],
  ["account", "", "missing"],
  ["unit", "docker-registry.service", null],
  ["unit", "a b", "notASystemName"],
  ["user", "docker, ALL", "notASystemName"],
  ["program", "/usr/bin/docker-registry", null],
  ["program", "docker-registry", "notAPath"],
  ["config", "/etc/a b.yml", "notAPath"],
  ["config", "/etc/*", "notAPath"],
  ["folders", "/srv/a, /srv/b c", null],
  ["folders", "", null],
  ["folders", "srv", "foldersWrong"],
  ["file", "/srv/my registry/compose.yaml", null],
] as const)("%s %j: %s", (name, value, mistake) => {
  expect(mistakeIn(name, value)).toBe(mistake);
});
