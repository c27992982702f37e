// @vitest-environment happy-dom
import { Box } from "lucide-react";
import { beforeEach, expect, test } from "vitest";
import type { Entry } from "./entry";
import { readRecent, rememberOpened } from "./recent-entries";

beforeEach(() => localStorage.clear());

const entry = (href: string, group: Entry["group"] = "tag"): Entry & { does: "open" } => ({
  id: href,
  group,
  icon: Box,
  title: href,
  does: "open",
  href,
});

test("keeps what was opened last, each once, and no more than six", () => {
  for (const at of [1, 2, 3, 4, 5, 6, 7, 3]) rememberOpened("ada", entry(`/r/local/app-${at}`));
  expect(readRecent("ada").map(({ href }) => href)).toEqual([3, 7, 6, 5, 4, 2].map((at) => `/r/local/app-${at}`));
});

test("keeps neither the places of the console nor what somebody else opened", () => {
  rememberOpened("ada", entry("/clean-up/garbage-collection", "go"));
  rememberOpened("ada", entry("/r/local/app"));
  expect(readRecent("ada").map(({ href }) => href)).toEqual(["/r/local/app"]);
  expect(readRecent("bob")).toEqual([]);
});

test("what was opened again from the list keeps its kind", () => {
  rememberOpened("ada", entry("/r/local/app", "repository"));
  rememberOpened("ada", entry("/r/local/web", "repository"));
  rememberOpened("ada", entry("/r/local/app", "recent"));
  expect(readRecent("ada")).toMatchObject([{ kind: "repository", href: "/r/local/app" }, { href: "/r/local/web" }]);
});

test("believes nothing that stands in the storage", () => {
  const good = { kind: "tag", title: "a", detail: "", href: "/r/local/app" };
  const bad = [
    { ...good, href: "//evil.example" },
    { ...good, href: "/\\evil.example" },
    { ...good, href: "javascript:alert(1)" },
    { ...good, kind: "go" },
    { ...good, title: "x".repeat(501) },
    { ...good, detail: 1 },
    null,
    "a",
  ];
  localStorage.setItem("shipshape:recent:ada", JSON.stringify([...bad, good]));
  expect(readRecent("ada")).toEqual([good]);
  for (const broken of ["{", '{"length":3}', "null"]) {
    localStorage.setItem("shipshape:recent:ada", broken);
    expect(readRecent("ada"), broken).toEqual([]);
  }
});
