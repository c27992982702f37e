import "server-only";
import { z } from "zod";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import type { ServiceClient } from "@/lib/service-api/service-client";
import { lookAt } from "./look-at";

const infoSchema = z.object({ harbor_version: z.string().max(100).nullish() });
const scheduleSchema = z
  .object({ schedule: z.object({ type: z.string(), cron: z.string().nullish() }).nullish() })
  .nullable();

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
      const { body } = await harbor.send(get("/system/gc/schedule"));
      const schedule = body.length === 0 ? null : scheduleSchema.parse(JSON.parse(body.toString("utf8")))?.schedule;
      if (!schedule || schedule.type === "None") return "Harbor collects only when it is asked to.";
      return `Harbor collects by a schedule of its own: ${schedule.type}${schedule.cron ? `, ${schedule.cron}` : ""}.`;
    }),
  ]);
}
