"use client";

import { type ComponentProps, type ReactElement, useState } from "react";
import type { MenuIcon, OpenMenu } from "./open-menu";

export type MenuEntry = {
  id: string;
  label: string;
  icon?: MenuIcon;
  /** Of entries that are alternatives: whether it is the chosen one. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  /** Opens a dialog: that waits for the focus to be on the button again, where the dialog gives it back to. */
  opensDialog?: boolean;
};

export type MenuButtonProps = {
  /** The button, with what it is given. */
  trigger: (props: ComponentProps<"button">) => ReactElement;
  /** Made when the menu opens: a long table has many of them. */
  entries: () => readonly MenuEntry[];
  align: "start" | "end";
};

const loadMenu = () => import("./open-menu").then((module) => module.OpenMenu);
const loadAhead = () => void loadMenu().catch(() => undefined);

/** A button with a menu, which is not part of the page: it comes when the button is approached. */
export function MenuButton(props: MenuButtonProps) {
  const [menu, setMenu] = useState<{ Menu: typeof OpenMenu; byKeyboard: boolean } | null>(null);
  if (menu) return <menu.Menu {...props} byKeyboard={menu.byKeyboard} />;

  const open = (byKeyboard: boolean) =>
    loadMenu().then(
      (Menu) => setMenu({ Menu, byKeyboard }),
      // The page says so: without its parts it is of no use.
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
