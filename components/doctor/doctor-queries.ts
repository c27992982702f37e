import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { apiGet, apiSend } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { DoctorPart, Examination } from "@/lib/contract/doctor";
import { doctorApiPath } from "@/lib/contract/doctor-path";
import { apiPaths } from "@/lib/contract/paths";

export const doctorParts: readonly DoctorPart[] = ["connection", "software", "reports", "contents"];

const staleMs = 30_000;
/** What is read from the index changes with it. */
const ofTheIndex: readonly DoctorPart[] = ["reports", "contents"];

/** What is well and what is wrong with a part of a registry. */
export const examinationQuery = (registry: string, part: DoctorPart, { again }: { again?: boolean } = {}) =>
  queryOptions({
    queryKey: queryKeyFor("doctor", registry, { part }),
    queryFn: ({ signal }) => apiGet<Examination>(doctorApiPath(registry, { part, again }), ["findings"], { signal }),
    staleTime: staleMs,
    meta: { live: ofTheIndex.includes(part) },
  });

/** Has everything looked at anew. What can't be had now is told by the parts that lack it. */
export async function lookAgain(client: QueryClient, registry: string): Promise<void> {
  const looks = doctorParts.map((part) =>
    client.fetchQuery({ ...examinationQuery(registry, part, { again: true }), staleTime: 0 }),
  );
  await Promise.allSettled(looks);
}

/** Has the index read the registry again. Throws an ApiError where that is refused. */
export async function readAgain(registry: string): Promise<void> {
  await apiSend("POST", apiPaths.index(registry));
}
