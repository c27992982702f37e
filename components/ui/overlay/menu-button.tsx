"use client";

import { type ComponentProps, type ReactElement, useState } from "react";
import type { MenuIcon, OpenMenu } from "./open-menu";

export type MenuEntry = {
  id: string;
  label: string;
  icon?: MenuIcon;
  /** For alternatives: whether this is the chosen one. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  /** Whether it opens a dialog: the dialog waits until the focus is back on the button, and later returns it there. */
  opensDialog?: boolean;
};

export type MenuButtonProps = {
  /** Renders the button with the given properties. */
  trigger: (props: ComponentProps<"button">) => ReactElement;
  /** Called when the menu opens, because a long table has many menus. */
  entries: () => readonly MenuEntry[];
  align: "start" | "end";
};

const loadMenu = () => import("./open-menu").then((module) => module.OpenMenu);
const loadAhead = () => void loadMenu().catch(() => undefined);

/**
 * A button with a menu. The menu is not part of the page's script; it is fetched when the pointer or focus approaches.
 */
export function MenuButton(props: MenuButtonProps) {
  const [menu, setMenu] = useState<{ Menu: typeof OpenMenu; byKeyboard: boolean } | null>(null);
  if (menu) return <menu.Menu {...props} byKeyboard={menu.byKeyboard} />;

  const open = (byKeyboard: boolean) =>
    loadMenu().then(
      (Menu) => setMenu({ Menu, byKeyboard }),
      // The page reports this error: without its parts it is of no use.
      (error) =>
        setMenu(() => {
          throw error;
        }),
    );
  return props.trigger({
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: loadAhead,
    onFocus: loadAhead,
    onClick: (event) => void open(event.detail === 0),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      void open(true);
    },
  });
}
