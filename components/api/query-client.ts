import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error";

/** An answer of our API is final; only a missing answer is worth another request. */
function shouldRetry(failures: number, error: Error): boolean {
  return failures < 1 && error instanceof ApiError && error.code === "console-unreachable";
}

/** One per page request on the server, one for the life of the page in the browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: shouldRetry },
      mutations: { retry: false },
    },
  });
}
