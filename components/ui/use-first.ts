"use client";

import { useState } from "react";

/** Returns the first defined value, whatever follows it; undefined until then. */
export function useFirst<T>(value: T | undefined): T | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(value);
  return first ?? value;
}
