import "server-only";

const MiB = 1024 * 1024;

/** The largest answer of each kind that is read; a larger one is an error and never cut. */
export const bodyLimits = {
  manifestBytes: 4 * MiB,
  configBlobBytes: 8 * MiB,
  listPageBytes: 4 * MiB,
  tokenBytes: MiB,
  /** Only the start of an error's body matters. */
  errorBytes: 64 * 1024,
} as const;

/** The limits of a listing; it ends at the first one it reaches, with `truncated: true`. */
export const listLimits = {
  timeMs: 90_000,
  pages: 10_000,
  tags: 500_000,
  repositories: 100_000,
  referrers: 10_000,
} as const;

export type RequestLimits = {
  connectMs: number;
  headersMs: number;
  /** The longest silence in the middle of a body. */
  bodyIdleMs: number;
  /** One logical request with its retries, redirects and tokens, from the moment it leaves the queue. */
  totalMs: number;
  /** Requests to one registry at the same time; the others queue. */
  concurrency: number;
  /** Of GET and HEAD requests only. */
  retries: number;
  /** The first retry waits a random part of this, the next one a random part of twice as much. */
  retryBaseMs: number;
  /** The pauses before each check of a confirmed delete: some registries take a few seconds to apply it. */
  readBackMs: readonly number[];
};

export const requestLimits: RequestLimits = {
  connectMs: 5_000,
  headersMs: 15_000,
  bodyIdleMs: 15_000,
  totalMs: 60_000,
  concurrency: 16,
  retries: 2,
  retryBaseMs: 250,
  readBackMs: [0, 250, 500, 1000, 2000, 4000],
};

export const redirectLimit = 3;
export const longestRetryAfterSeconds = 60;
