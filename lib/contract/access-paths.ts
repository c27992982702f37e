import { apiAt } from "./paths";

// Separate from the other paths, because one page needs them.

export const accessApiPaths = {
  people: () => apiAt("/settings/people"),
  person: (username: string) => apiAt(`/settings/people/${username}`),
  grants: () => apiAt("/access/grants"),
  grant: (id: string) => apiAt(`/access/grants/${id}`),
  teams: () => apiAt("/access/teams"),
  team: (name: string) => apiAt(`/access/teams/${name}`),
};
