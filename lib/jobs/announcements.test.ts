import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { getPostgresUrl, isPostgres } from "@/lib/db/database";
import { openTestDatabase } from "@/lib/testing/database/test-database";
import { until } from "@/lib/testing/until";
import { announce, closeAnnouncements, onAnnouncement } from "./announcements";

const modules = new URL("../testing/console-modules.mjs", import.meta.url).href;
const answering = new URL("../testing/answering-console.ts", import.meta.url);
const execArgv = ["--experimental-transform-types", "--no-warnings", "--import", modules];

let close: () => Promise<void>;
let answers: unknown[];

beforeEach(async () => {
  close = await openTestDatabase({});
  answers = [];
  onAnnouncement("answer", (answer) => answers.push(answer));
});

afterEach(async () => {
  await closeAnnouncements();
  await close();
});

/** Resolves when everything announced before it has been heard. */
async function hearTheRest(): Promise<void> {
  await new Promise<unknown>((resolve) => {
    onAnnouncement("end", resolve);
    announce("end", null);
  });
}

test("the thread that announces hears it, once, and nothing of other topics", async () => {
  announce("answer", { digest: "sha256:1" });
  announce("other", "not asked for");
  announce("answer", undefined);
  await hearTheRest();
  expect(answers).toEqual([{ digest: "sha256:1" }, null]);
});

test("what one listener does is no other's business", async () => {
  onAnnouncement("answer", () => {
    throw new Error("broken");
  });
  const late: unknown[] = [];
  const hear = (payload: unknown) => late.push(payload);
  const unsubscribe = onAnnouncement("answer", hear);
  onAnnouncement("answer", hear);
  unsubscribe();
  unsubscribe();
  announce("answer", 1);
  await hearTheRest();
  expect([answers, late]).toEqual([[1], [1]]);
});

test("a worker thread hears, and is heard", async () => {
  const settings = { name: "worker", url: isPostgres() ? getPostgresUrl() : null };
  const worker = new Worker(answering, { execArgv, argv: [JSON.stringify(settings)] });
  worker.on("error", (error) => answers.push(error));
  await until(() => {
    announce("question", "anybody?");
    expect(answers).toContain("worker heard anybody?");
  });
  answers.length = 0;
  announce("question", "how often?");
  announce("question", "enough");
  await until(() => expect(answers).toContain("worker heard enough"));
  expect(answers.filter((answer) => answer === "worker heard how often?")).toHaveLength(1);
  await worker.terminate();
});

test("what doesn't fit is the programmer's error: more than 7,500 bytes, a long topic, what JSON can't say", async () => {
  announce("answer", "x".repeat(7_498));
  expect(() => announce("answer", "x".repeat(7_499))).toThrow(RangeError);
  expect(() => announce("answer", "é".repeat(3_750))).toThrow(RangeError);
  expect(() => announce("t".repeat(200), null)).toThrow(RangeError);
  expect(() => announce("answer", 1n)).toThrow(TypeError);
  await hearTheRest();
  expect(answers).toEqual(["x".repeat(7_498)]);
});
