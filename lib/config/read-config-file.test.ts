import { expect, it } from "vitest";
import { loadConfig } from "./config";
import { ConfigError } from "./config-error";

function mistakesOf(yaml: string): string[] {
  const readFile = (path: string) => {
    if (path === "/conf/shipshape.yaml") return yaml;
    throw Object.assign(new Error("absent"), { code: "ENOENT" });
  };
  try {
    loadConfig({ env: {}, directory: "/conf", readFile });
  } catch (error) {
    if (error instanceof ConfigError) return [...error.mistakes].sort();
    throw error;
  }
  return [];
}

it("mistakes in the form of the file and in what it says are told together, each with its place", () => {
  const bad = "{ name: Bad, url: 'https://a.example.com' }";
  const unusable = "{ name: two, url: 'ftp://two.example.com', caFile: none.pem }";
  expect(mistakesOf(`prot: 1\nregistries: [${bad}, ${unusable}]`)).toEqual([
    expect.stringContaining("/conf/shipshape.yaml: has unknown settings: prot"),
    expect.stringMatching(/^registries\[0\]\.name: must be .*lower-case/),
    expect.stringMatching(/^registries\[1\]\.caFile: .*no such file/),
    expect.stringMatching(/^registries\[1\]\.url: /),
  ]);
});

it("a list of registries that is none is one mistake, not two", () => {
  expect(mistakesOf("registries: yes")).toEqual([expect.stringMatching(/^registries: /)]);
});
