"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { createQueryClient } from "./query-client";
import { watchUse } from "./watch-use";

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  useEffect(watchUse, []);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
