import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { describedRoute } from "@/lib/http/define-route";
import { describeApi, type FoundRoute } from "./api-document";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const load = (file: string) => import(/* @vite-ignore */ resolve(file)) as Promise<Record<string, unknown>>;

async function findRoutes(): Promise<FoundRoute[]> {
  const found: FoundRoute[] = [];
  for (const file of globSync("app/**/route.ts").sort())
    for (const [method, handler] of Object.entries(await load(file))) {
      const route = methods.includes(method) ? describedRoute(handler) : null;
      if (route?.describe) found.push({ file, method, route: { ...route, describe: route.describe } });
    }
  return found;
}

/** The schemas of the contract, by the name of what they describe. */
async function namedSchemas(): Promise<Record<string, z.ZodType>> {
  const named: Record<string, z.ZodType> = {};
  for (const file of globSync("lib/contract/*.ts").sort())
    for (const [name, schema] of Object.entries(file.endsWith(".test.ts") ? {} : await load(file)))
      if (name.endsWith("Schema") && schema instanceof z.ZodObject)
        named[`${name.slice(0, 1).toUpperCase()}${name.slice(1, -"Schema".length)}`] = schema;
  return named;
}

/** What a released version promises; a file is never changed once its version is released. */
type Promised = { operations: Record<string, string[]>; fields: Record<string, string[]> };

const routes = await findRoutes();
const document = describeApi(routes, await namedSchemas());
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Operation })),
);
type Operation = {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
};

test("the published description is that of the routes; `npm run describe-api` writes it anew", async () => {
  await expect(`${JSON.stringify(document, null, 1)}\n`).toMatchFileSnapshot("./openapi.json");
});

test("every address of the API is described", async () => {
  const undescribed: string[] = [];
  for (const file of globSync("app/**/route.ts").sort())
    if (!routes.some((route) => route.file === file)) undescribed.push(file);
  expect(undescribed).toEqual(["app/api/[...path]/route.ts", "app/api/auth/[...nextauth]/route.ts"]);
});

test("every operation has a summary and a name of its own, and says what it answers", () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, method, operation } of operations) {
    expect(operation.summary, `${method} ${path}`).toMatch(/^[A-Z].*[^.]$/);
    expect(Object.keys(operation.responses).some((status) => status.startsWith("2"))).toBe(true);
    expect(operation.responses).toHaveProperty("default");
  }
});

test("every parameter in a path is described", () => {
  for (const { path, operation } of operations) {
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect(inPath.sort(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
  }
});

test("every example of an answer is one", () => {
  for (const { method, route } of routes) {
    const { answer } = route.describe;
    if (!(answer instanceof z.ZodType)) continue;
    const [found] = operations.filter(({ operation }) => operation.summary === route.describe.summary);
    const success = Object.entries(found?.operation.responses ?? {}).find(([status]) => status.startsWith("2"));
    const example = success?.[1].content?.["application/json"]?.example;
    expect(answer.safeParse(example).error?.issues ?? [], `${method} ${found?.path}`).toEqual([]);
  }
});

const released = globSync("lib/http/api-document/released/*.json").sort();

test.each(released)("what %s promises is still there: paths, methods, and the fields of answers", (file) => {
  const promised = JSON.parse(readFileSync(file, "utf8")) as Promised;
  expect(Object.keys(promised.operations).length).toBeGreaterThan(50);
  for (const [path, methods] of Object.entries(promised.operations))
    expect(Object.keys(document.paths[path] ?? {}), path).toEqual(expect.arrayContaining(methods));
  for (const [name, fields] of Object.entries(promised.fields)) {
    const schema = document.components.schemas[name] as { properties?: object } | undefined;
    expect(Object.keys(schema?.properties ?? {}), name).toEqual(expect.arrayContaining(fields));
  }
});
