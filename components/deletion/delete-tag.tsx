"use client";

import { type ComponentProps, lazy, Suspense, useState } from "react";
import { DeleteMany } from "./delete-many";
import type { DeleteTagDialog } from "./delete-tag-dialog";

const load = () => import("./delete-tag-dialog");
const Dialog = lazy(() => load().then((module) => ({ default: module.DeleteTagDialog })));

/** Fetches the dialog in advance, so that it is there when it is needed. */
export const prefetchDeleteTag = () => void load().catch(() => undefined);

/** The dialog that deletes a tag. It is not part of the page's script, but fetched when it is shown. */
export function DeleteTag(props: Omit<ComponentProps<typeof DeleteTagDialog>, "onWithReferrers">) {
  const [withReferrers, setWithReferrers] = useState(false);
  const { registry, repository, tag } = props.target;
  if (withReferrers)
    return (
      <DeleteMany
        choice={{ registry, repository, tags: [tag], withReferrers }}
        onClose={props.onClose}
        onDeleted={() => props.onGone(tag)}
        onUndone={props.onUndone}
      />
    );
  return (
    <Suspense>
      <Dialog {...props} onWithReferrers={() => setWithReferrers(true)} />
    </Suspense>
  );
}
