import { queryOptions } from "@tanstack/react-query";
import { apiGet, apiSend } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { AddGrant, Grant, PutTeam, Subject, Team } from "@/lib/contract/access";
import { accessApiPaths } from "@/lib/contract/access-paths";
import type { Person, Role } from "@/lib/contract/people";

type Items<Item> = { items: Item[] };

const items = async <Item>(path: string, signal: AbortSignal) =>
  (await apiGet<Items<Item>>(path, ["items"], { signal })).items;

export const grantsQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("grants"),
    queryFn: ({ signal }) => items<Grant>(accessApiPaths.grants(), signal),
  });

export const teamsQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("teams"),
    queryFn: ({ signal }) => items<Team>(accessApiPaths.teams(), signal),
  });

export const peopleQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("people"),
    queryFn: ({ signal }) => items<Person>(accessApiPaths.people(), signal),
  });

export const addGrant = (grant: AddGrant) => apiSend("POST", accessApiPaths.grants(), { body: grant });
export const removeGrant = (id: string) => apiSend("DELETE", accessApiPaths.grant(id));
export const createTeam = (team: PutTeam) => apiSend("POST", accessApiPaths.teams(), { body: team });
export const changeTeam = ({ name, members }: PutTeam) =>
  apiSend("PUT", accessApiPaths.team(name), { body: { members } });
export const removeTeam = (name: string) => apiSend("DELETE", accessApiPaths.team(name));
export const changeRole = (username: string, role: Role) =>
  apiSend("PATCH", accessApiPaths.person(username), { body: { role } });
export const disablePerson = (username: string) => apiSend("DELETE", accessApiPaths.person(username));

/** The words for whom a grant is for: `ann`, `team web`, or the name of everybody's kind. */
export function subjectKey({ kind }: Subject): "person" | "team" | "signedIn" | "everyone" {
  return kind === "signed-in" ? "signedIn" : kind;
}
