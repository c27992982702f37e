import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apiPaths, pagePaths } from "@/lib/contract/paths";
import { rewritePath } from "./rewrite-path";

const digest = `sha256:${"a".repeat(64)}`;
const component = fc.stringMatching(/^[a-z0-9]{1,8}(?:[._-][a-z0-9]{1,8})?$/);
const repository = fc.array(component, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));
const registry = fc.stringMatching(/^[a-z0-9]{1,10}$/);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/);

describe("rewritePath", () => {
  it.each([
    ["/r/local/team/app/-/tags/v1", "/r/local/team%2Fapp/tags/v1"],
    ["/r/local/team/app", "/r/local/team%2Fapp"],
    [`/r/local/app/-/manifests/${digest}`, `/r/local/app/manifests/${digest}`],
    ["/r/local/app/tags/v1", "/r/local/app%2Ftags%2Fv1"],
    ["/api/r/local/team/index/-/tags", "/api/r/local/team%2Findex/tags"],
    ["/api/r/local/team/app/-/tags", "/api/r/local/team%2Fapp/tags"],
    ["/api/r/local/app/-/tags/v1/deletion", "/api/r/local/app/tags/v1/deletion"],
    [`/api/r/local/a/b/c/-/manifests/${digest}/raw`, `/api/r/local/a%2Fb%2Fc/manifests/${digest}/raw`],
  ])("%s is %s in the app folder", (path, pathname) => {
    expect(rewritePath(path)).toEqual({ kind: "rewrite", pathname });
  });

  it.each([
    "/",
    "/sign-in",
    "/r/local",
    "/r/local/app",
    "/api/r",
    "/api/r/local",
    "/api/r/local/doctor",
    "/api/r/local/index",
    "/api/r/local/storage",
    "/api/health/live",
  ])("leaves %s as it is", (path) => expect(rewritePath(path)).toEqual({ kind: "pass" }));

  it.each([
    "/r",
    "/r/",
    "/r/Local",
    "/r/local/",
    "/r/local/team%2Fapp",
    "/r/local/team%2fapp/-/tags/v1",
    "/r/local/team//app",
    "/r/local/../secret",
    "/r/local/app/%2e%2e/x",
    "/r/local/Team/app",
    "/r/local/app/-",
    "/r/local/app/-/",
    "/r/local/app/-/tags",
    "/r/local/app/-/tags/",
    "/r/local/app/-/tags/v1/",
    "/r/local/app/-/tags/v1/deletion",
    "/r/local/app/-/tags/-bad",
    "/r/local/app/-/manifests/sha256:abc",
    "/r/local/-/tags/v1",
    "/r/local/app/-/tags/-/tags/v1",
    "/r/local/app\u0000",
    "/api/r/",
    "/api/r/local/app",
    "/api/r/local/app/-/tags/v1/other",
    "/api/r/local/app/-/tags/v1%2f..",
  ])("finds nothing at %j", (path) => {
    expect(rewritePath(path)).toEqual({ kind: "not-found" });
  });

  it("gives back exactly the names of every page and API path we build", () => {
    fc.assert(
      fc.property(registry, repository, tag, (name, path, label) => {
        for (const [prefix, url] of [
          ["/r", pagePaths.tag(name, path, label)],
          ["/api/r", apiPaths.tag(name, path, label)],
        ] as const) {
          const result = rewritePath(url);
          const inner = result.kind === "rewrite" ? result.pathname : url;
          const [, ...segments] = inner.slice(prefix.length).split("/");
          expect(segments.map(decodeURIComponent)).toEqual([name, path, "tags", label]);
        }
      }),
    );
  });

  it("never lets a path through below /r that holds anything but names, whatever is asked", () => {
    fc.assert(
      fc.property(fc.constantFrom("/r/", "/api/r/"), fc.string({ unit: "binary", maxLength: 60 }), (prefix, rest) => {
        const result = rewritePath(prefix + rest);
        if (result.kind === "not-found") return;
        const inner = result.kind === "rewrite" ? result.pathname : prefix + rest;
        expect(inner).toMatch(/^[A-Za-z0-9/._:%-]+$/);
        expect(inner.replaceAll("%2F", "")).not.toMatch(/%|\/\/|\/\.\.?(\/|$)/);
      }),
    );
  });

  it("is total for paths outside /r", () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        fc.pre(!/^\/(api\/)?r(\/|$)/.test(path));
        expect(rewritePath(path)).toEqual({ kind: "pass" });
      }),
    );
  });
});
