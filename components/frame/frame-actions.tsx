"use client";

import { lazy } from "react";
import type { FrameActionsProps } from "./frame-action-list";

const FrameActionList = lazy(() =>
  import("./frame-action-list").then((module) => ({ default: module.FrameActionList })),
);

/** What the search offers on every page; it is fetched with the search, inside of which it stands. */
export function FrameActions(props: FrameActionsProps) {
  return <FrameActionList {...props} />;
}
