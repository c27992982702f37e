"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { DeleteManyDialog } from "./delete-many-dialog";

const Dialog = lazy(() => import("./delete-many-dialog").then((module) => ({ default: module.DeleteManyDialog })));

/** The dialog that deletes several tags. It is not part of the page's script, but fetched when it is shown. */
export function DeleteMany(props: ComponentProps<typeof DeleteManyDialog>) {
  return (
    <Suspense>
      <Dialog {...props} />
    </Suspense>
  );
}
