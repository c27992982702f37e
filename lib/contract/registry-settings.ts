/** A registry as the settings show it: `GET /api/settings/registries`. */
export type RegistrySettings = {
  name: string;
  title: string;
  url: string;
  notifications: {
    /**
     * "lines": by lines in the registry's configuration; "console": the console started it and has set it up;
     * "unreachable": the console started it in a container that can't reach the console.
     */
    setUp: "lines" | "console" | "unreachable";
    /** Where the registry sends what happens in it. */
    url: string;
    /** What it proves itself by; null for whom it isn't meant for. */
    secret: string | null;
    /** When it last told of anything; null: never. */
    heardAt: string | null;
    /** Pushes, pulls and deletes by others than the console that it told of in the last 24 hours. */
    eventsLastDay: number;
    /** When something without the secret was last refused, since the console was started. */
    refusedAt: string | null;
  };
};
