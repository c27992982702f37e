"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { DeleteTagDialog } from "./delete-tag-dialog";

const load = () => import("./delete-tag-dialog");
const Dialog = lazy(() => load().then((module) => ({ default: module.DeleteTagDialog })));

/** Fetches the dialog, so that it is there when it is asked for. */
export const prefetchDeleteTag = () => void load().catch(() => undefined);

/** The dialog that deletes a tag. It is not part of the page, but fetched when it is shown. */
export function DeleteTag(props: ComponentProps<typeof DeleteTagDialog>) {
  return (
    <Suspense>
      <Dialog {...props} />
    </Suspense>
  );
}
