import "server-only";
import { z } from "zod";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { notLookedAt, setUpFinding } from "@/lib/garbage-collection/runner/set-up-finding";
import type { ServiceClient, ServiceRequest } from "@/lib/service-client/service-client";
import { readHarborSchedule } from "./harbor-schedule";

const infoSchema = z.object({ harbor_version: z.string().max(100).nullish() });
const statusOf = (error: unknown) => (isAppError(error, "runner-refused") ? error.context.status : null);

async function findVersion(harbor: ServiceClient, get: (path: string) => ServiceRequest): Promise<string> {
  try {
    const { harbor_version: version } = await harbor.ask(get("/systeminfo"), infoSchema);
    return version ? `It is Harbor ${version}.` : "It responds, but does not report its version.";
  } catch (error) {
    const status = statusOf(error);
    if (status === 401 || status === 403) return "It responds, but does not report its version.";
    if (status !== 404) throw error;
    throw new AppError(
      "runner-refused",
      "This address is not a Harbor with version 2.0 of its API. Set url to the address of Harbor.",
    );
  }
}

/** Checks whether Harbor answers, which version it is, and whether the account may collect. */
export async function inspectHarbor(harbor: ServiceClient, signal: AbortSignal): Promise<SetUpFinding[]> {
  const get = (path: string) => ({ method: "GET", path: `/api/v2.0${path}`, signal }) as const;
  const version = await setUpFinding("Harbor", () => findVersion(harbor, get));
  if (version.state !== "ok") return [version, notLookedAt("account"), notLookedAt("schedule")];
  const account = await setUpFinding("account", async () => {
    await harbor.send(get("/system/gc?page=1&page_size=1"));
    return "The account may read garbage collections. Starting one needs a system administrator, or a system robot with that right.";
  });
  if (account.state !== "ok") return [version, account, notLookedAt("schedule")];
  const schedule = setUpFinding("schedule", async () => {
    const kept = await readHarborSchedule(harbor);
    if (!kept) return "Harbor collects only on request.";
    return `Harbor collects by a schedule of its own: ${kept.cron} in UTC.`;
  });
  return [version, account, await schedule];
}
