"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { SelectionBar } from "./selection-bar";

const Bar = lazy(() => import("./selection-bar").then((module) => ({ default: module.SelectionBar })));

/** The bar of a selection. It is not part of the page's script, but fetched when something is selected. */
export function Selection(props: ComponentProps<typeof SelectionBar>) {
  return (
    <Suspense>
      <Bar {...props} />
    </Suspense>
  );
}
