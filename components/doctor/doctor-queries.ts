import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { apiGet, apiSend } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { DoctorPart, Examination } from "@/lib/contract/doctor";
import { doctorApiPath } from "@/lib/contract/doctor-path";
import { apiPaths } from "@/lib/contract/paths";

export const doctorParts: readonly DoctorPart[] = ["connection", "software", "reports", "contents"];

const staleMs = 30_000;
/** The parts that are read from the index, and change with it. */
const ofTheIndex: readonly DoctorPart[] = ["reports", "contents"];

/** The findings about one part of a registry, good and bad. */
export const examinationQuery = (registry: string, part: DoctorPart, { again }: { again?: boolean } = {}) =>
  queryOptions({
    queryKey: queryKeyFor("doctor", registry, { part }),
    queryFn: ({ signal }) => apiGet<Examination>(doctorApiPath(registry, { part, again }), ["findings"], { signal }),
    staleTime: staleMs,
    meta: { live: ofTheIndex.includes(part) },
  });

/** Has everything examined again. The parts themselves report what can't be read now. */
export async function lookAgain(client: QueryClient, registry: string): Promise<void> {
  const looks = doctorParts.map((part) =>
    client.fetchQuery({ ...examinationQuery(registry, part, { again: true }), staleTime: 0 }),
  );
  await Promise.allSettled(looks);
}

/** Has the index read the registry again. Throws an ApiError if that is refused. */
export async function readAgain(registry: string): Promise<void> {
  await apiSend("POST", apiPaths.index(registry));
}
