import "server-only";

/** A registry that has sent notifications. */
export type NotifyingRegistry = {
  registry: string;
  heard_at: number;
  /** Since when it has reported pulls without a gap, and when it last did; the console's own looks are pulls too. */
  pulls_since: number | null;
  pull_heard_at: number | null;
  /** When the last pull happened, according to the registry. */
  pull_at: number | null;
  /** JSON: the longest times without a pull. */
  silences: string | null;
  listening_at: number | null;
  away_from: number | null;
  away_until: number | null;
  away_held: number | null;
  late_at: number | null;
  secret_mark: string | null;
};
