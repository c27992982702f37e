import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { database, getPostgresUrl } from "@/lib/db/database";
import { notify } from "@/lib/db/listen-notify";
import { openTestDatabase } from "@/lib/testing/database/test-database";
import { until } from "@/lib/testing/until";
import { announce, closeAnnouncements, onAnnouncement } from "./announcements";

const modules = new URL("../testing/console-modules.mjs", import.meta.url).href;
const answering = fileURLToPath(new URL("../testing/answering-console.ts", import.meta.url));

let close: () => Promise<void>;
let answers: unknown[];
let other: ChildProcess;

beforeEach(async () => {
  close = await openTestDatabase({});
  answers = [];
  onAnnouncement("answer", (answer) => answers.push(answer));
  const argv = ["--experimental-transform-types", "--no-warnings", "--import", modules, answering];
  const settings = JSON.stringify({ name: "other", url: getPostgresUrl() });
  other = spawn(process.execPath, [...argv, settings], { stdio: "inherit" });
  await untilHeard();
});

afterEach(async () => {
  other.kill();
  await closeAnnouncements();
  await close();
});

/** Asks until both consoles hear each other. */
async function untilHeard(): Promise<void> {
  answers.length = 0;
  const ask = () => {
    announce("question", "anybody?");
    expect(answers).toContain("other heard anybody?");
  };
  await until(ask);
}

const notAsking = () => answers.filter((answer) => answer !== "other heard anybody?");

test("two consoles on one database hear each other, each announcement once and in order, and their own once", async () => {
  for (let number = 0; number < 50; number++) announce("question", number);
  announce("answer", "own");
  announce("question", "last");
  await until(() => expect(answers).toContain("other heard last"));
  const numbers = Array.from({ length: 50 }, (_, number) => `other heard ${number}`);
  expect(notAsking().filter((answer) => answer !== "own")).toEqual([...numbers, "other heard last"]);
  expect(notAsking().filter((answer) => answer === "own")).toHaveLength(1);
});

test("equal announcements that are sent together are all heard", async () => {
  for (let time = 0; time < 3; time++) announce("question", "the same");
  announce("question", "last");
  await until(() => expect(answers).toContain("other heard last"));
  expect(notAsking().filter((answer) => answer === "other heard the same")).toHaveLength(3);
});

test("listening connections that are killed are made again", async () => {
  const killed = await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'shipshape listener' and datname = current_database()`.execute(database());
  expect(killed.rows).toHaveLength(2);
  await untilHeard();
});

test("the longest announcement arrives, and what no console wrote is ignored", async () => {
  await notify("shipshape_announcements", ["no JSON", '{"topic":"question"}', '{"from":1}', ""]);
  const longest = "\u0001".repeat(1_240);
  announce("question", longest);
  announce("question", "last");
  await until(() => expect(answers).toContain("other heard last"));
  expect(notAsking()).toContain(`other heard ${longest}`);
});

test("a database that is gone keeps nobody from hearing what is announced here", async () => {
  await closeAnnouncements();
  await close();
  close = async () => undefined;
  onAnnouncement("answer", (answer) => answers.push(answer));
  announce("answer", "own");
  await until(() => expect(notAsking()).toEqual(["own"]));
});
