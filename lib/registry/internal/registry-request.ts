import "server-only";
import type { ErrorCode } from "@/lib/errors/error-codes";
import type { Asked } from "@/lib/registry/check-response";
import type { Outgoing } from "./exchange";

export type RegistryRequest = {
  asked: Asked;
  method: Outgoing["method"];
  /** Below the registry's base URL, with the query; built by `registry-path.ts` only. */
  path: string;
  /** Of the token, where the registry wants one. */
  scope: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  maxBytes: number;
  tooLarge?: ErrorCode;
  /** The statuses that are an answer; any other is thrown as the AppError it means. All 2xx by default. */
  answers?: number[];
  /** For one that must know soon; that of the connection by default. */
  totalMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Asked for from now on: no answer under way will do. */
  fresh?: boolean;
  /** Called when the request is about to be written; what it throws is thrown, and nothing is sent. */
  beforeSending?: (() => void) | undefined;
};
