"use client";

import { lazy } from "react";
import type { FrameActionsProps } from "./frame-action-list";

const FrameActionList = lazy(() =>
  import("./frame-action-list").then((module) => ({ default: module.FrameActionList })),
);

/** The actions that the search offers on every page; fetched with the search, which renders them. */
export function FrameActions(props: FrameActionsProps) {
  return <FrameActionList {...props} />;
}
