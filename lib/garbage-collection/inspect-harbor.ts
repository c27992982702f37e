import "server-only";
import { z } from "zod";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import type { ServiceClient } from "@/lib/service-api/service-client";
import { readHarborSchedule } from "./harbor-schedule";
import { lookAt } from "./look-at";

const infoSchema = z.object({ harbor_version: z.string().max(100).nullish() });
/** Whether Harbor answers, which version it is, and whether the account may collect. */
export async function inspectHarbor(harbor: ServiceClient, signal: AbortSignal): Promise<SetUpFinding[]> {
  const get = (path: string) => ({ method: "GET", path: `/api/v2.0${path}`, signal }) as const;
  return Promise.all([
    lookAt("Harbor", async () => {
      const { harbor_version: version } = await harbor.ask(get("/systeminfo"), infoSchema);
      return version ? `It is Harbor ${version}.` : "It answers, and doesn't say which version it is.";
    }),
    lookAt("account", async () => {
      await harbor.send(get("/system/gc?page=1&page_size=1"));
      return "The account may read garbage collections. Starting one needs a system administrator, or a system robot with that right.";
    }),
    lookAt("schedule", async () => {
      const schedule = await readHarborSchedule(harbor);
      if (!schedule) return "Harbor collects only when it is asked to.";
      return `Harbor collects by a schedule of its own: ${schedule.cron} in UTC.`;
    }),
  ]);
}
