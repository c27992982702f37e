"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { isTyping } from "@/components/ui/is-typing";
import { pagePaths } from "@/lib/contract/paths";
import type { FrameRegistry } from "./frame-registry";
import { onOpenKeys } from "./keys-event";
import { useCurrentRegistry } from "./use-current-registry";

const KeysDialog = lazy(() => import("./keys-dialog").then(({ KeysDialog }) => ({ default: KeysDialog })));

const chordMs = 1200;

function focusFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>("[data-filter-field]");
  field?.focus();
  field?.select();
  return field !== null;
}

/** The keys that work on every page, besides those of the search: `f`, `?`, and `g` followed by the key of a place. */
export function Keyboard({ registries }: { registries: readonly FrameRegistry[] }) {
  const router = useRouter();
  const registry = useCurrentRegistry(registries);
  const [listed, setListed] = useState(false);
  const goAtMs = useRef(0);

  const places: Record<string, string | undefined> = {
    o: pagePaths.overview(),
    r: registry && pagePaths.registry(registry.name),
    s: pagePaths.storage(registry?.name),
    d: pagePaths.doctor(registry?.name),
    c: pagePaths.garbageCollection(registry?.name),
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return;
    const going = event.timeStamp - goAtMs.current < chordMs;
    goAtMs.current = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const place = going ? places[event.key] : undefined;
    if (place) router.push(place);
    else if (event.key === "?") setListed(true);
    else if (event.key !== "f" || !focusFilter()) return;
    event.preventDefault();
  });

  useEffect(() => {
    document.addEventListener("keydown", onKey);
    const off = onOpenKeys(() => setListed(true));
    return () => {
      document.removeEventListener("keydown", onKey);
      off();
    };
  }, []);

  return <Suspense>{listed ? <KeysDialog onClose={() => setListed(false)} /> : null}</Suspense>;
}
