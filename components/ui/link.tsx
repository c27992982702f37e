"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

type LinkProps = Omit<ComponentProps<"a">, "onClick"> & {
  /** An address of the console. */
  href: string;
  /** False where there are many links. */
  prefetch?: boolean;
  /** False if the next page replaces this one, so that the reader stays at the same position. */
  scroll?: boolean;
};

/**
 * A link to a page of the console, prefetched when the pointer or the focus reaches the link. Next's own link
 * prefetches every page that a visible link leads to: nine requests with each repository, 23 with each image.
 */
export function Link({ href, prefetch = true, scroll = true, ...props }: LinkProps) {
  const router = useRouter();
  const ahead = prefetch ? () => router.prefetch(href) : undefined;
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!staysInTab(event)) return;
    event.preventDefault();
    router.push(href, { scroll });
  };
  return <a href={href} onPointerEnter={ahead} onFocus={ahead} {...props} onClick={follow} />;
}

function staysInTab({ currentTarget, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent<HTMLAnchorElement>): boolean {
  return currentTarget.target === "" && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
