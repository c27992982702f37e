/** A registry as the settings show it: `GET /api/settings/registries`. */
export type RegistrySettings = {
  name: string;
  title: string;
  url: string;
  notifications: {
    /**
     * "lines": by lines in the registry's configuration; "console": the console started the registry and has set it up;
     * "unreachable": the console started the registry in a container that can't reach the console.
     */
    setUp: "lines" | "console" | "unreachable";
    /** The address to which the registry sends its events. */
    url: string;
    /** The secret with which the registry authenticates itself; null for users who must not see it. */
    secret: string | null;
    /** When the registry last sent an event; null: never. */
    heardAt: string | null;
    /** Pushes, pulls and deletes by others than the console that the registry reported in the last 24 hours. */
    eventsLastDay: number;
    /** When a request without the secret was last refused since the console was started. */
    refusedAt: string | null;
  };
};
