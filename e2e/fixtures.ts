import { test as base, expect, type Page } from "@playwright/test";
import { type RegistryProgram, type RunningConsole, type StartOptions, startConsole } from "./console";
import { signIn } from "./sign-in-request";

export type ConsoleOptions = {
  /** The registry program of this project; null for Docker's. */
  registry: RegistryProgram | null;
  /** The options that the worker's console is started with; a file sets them with `test.use({ start: … })`. */
  start: Omit<StartOptions, "registry">;
};

type WorkerFixtures = ConsoleOptions & { console: RunningConsole };
type TestFixtures = {
  /** A page of a browser in which the administrator is signed in. */
  signedInPage: Page;
};

/** The test function of journeys: each worker has its own console, with its own registry and data. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  registry: [null, { option: true, scope: "worker" }],
  start: [{}, { option: true, scope: "worker" }],
  console: [
    async ({ registry, start }, use) => {
      const running = await startConsole({ registry, ...start });
      await use(running);
      await running.remove();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ console }, use) => {
    await use(console.url);
  },
  signedInPage: async ({ page, console }, use) => {
    await signIn(page.request, console);
    await use(page);
  },
});

export { expect };
