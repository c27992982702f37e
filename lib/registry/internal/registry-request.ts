import "server-only";
import type { ErrorCode } from "@/lib/errors/error-codes";
import type { Asked } from "@/lib/registry/check-response";
import type { Outgoing } from "./exchange";

export type RegistryRequest = {
  asked: Asked;
  method: Outgoing["method"];
  /** Below the registry's base URL, with the query; built by `registry-path.ts` only. */
  path: string;
  /** The scope of the token, if the registry wants one. */
  scope: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  maxBytes: number;
  tooLarge?: ErrorCode;
  /** The statuses that count as an answer, by default all 2xx. Any other status is thrown as its AppError. */
  answers?: number[];
  /** A shorter time limit, for a caller that needs to know soon; by default that of the connection. */
  totalMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Sends a new request instead of sharing one that is under way. */
  fresh?: boolean;
  /** Called just before the request is written; if it throws, that error is thrown and nothing is sent. */
  beforeSending?: (() => void) | undefined;
};
