import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { pathOf } from "@/lib/http/api-document/api-document";
import { routeOf } from "./route-of";

const values: Record<string, string> = {
  registry: "production",
  repository: "team/apps/storage",
  tag: "1.4.2",
  digest: `sha256:${"a".repeat(64)}`,
  id: "0b9f7c1e-5f0e-4f6b-9f0e-3c0a2f6a7d11",
  username: "ann",
};

test("every address of the API has a pattern without names of repositories, tags and people", () => {
  for (const file of globSync("app/**/route.ts").filter((each) => !each.includes("..."))) {
    const path = pathOf(file).replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? name);
    expect(routeOf(path), path).not.toBe("other");
    expect(routeOf(path)).not.toMatch(/apps|1\.4\.2|aaaa|0b9f|ann/);
  }
});

test("every page has a pattern", () => {
  const pages = globSync("app/**/page.tsx").map(
    (file) =>
      `/${file
        .replace(/^app\//, "")
        .replace(/\(console\)\//, "")
        .replace(/\/?page\.tsx$/, "")}`,
  );
  for (const page of pages.filter((each) => !each.includes("[repository]/")))
    expect(routeOf(page.replaceAll(/\[(\w+)\]/g, (_, name) => values[name] ?? name)), page).not.toBe("other");
});

test.each([
  ["/", "/"],
  ["/r/production", "/r/{registry}"],
  ["/r/production/team/app", "/r/{registry}/{repository}"],
  ["/api/r/production/team/app/-/tags/latest/deletion", "/api/r/{registry}/{repository}/-/tags/{tag}/deletion"],
  ["/clean-up/deletions/7", "/clean-up/deletions/{id}"],
  ["/_next/static/chunks/a.js", "/_next"],
  ["/wp-login.php", "other"],
  ["/api/new/run/log/trash/stale", "other"],
  ["/clean-up/policies/new", "/clean-up/policies/new"],
  ["/api/r/production/a/-/wp-login.php", "other"],
  ["/api/a/b/c/d/e/f/g", "other"],
])("%s is %s", (path, route) => expect(routeOf(path)).toBe(route));
