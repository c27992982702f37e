import {
  Box,
  Fingerprint,
  Keyboard,
  LayoutDashboard,
  ListFilter,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  RotateCw,
  Settings,
  Sun,
  Terminal,
  Trash2,
} from "lucide-react";
import type { ActionIcon } from "@/components/ui/page-actions";

export const actionIcons: Record<ActionIcon, LucideIcon> = {
  collection: RotateCw,
  dark: Moon,
  digest: Fingerprint,
  filter: ListFilter,
  keys: Keyboard,
  light: Sun,
  overview: LayoutDashboard,
  repositories: Box,
  settings: Settings,
  "sign-out": LogOut,
  system: Monitor,
  terminal: Terminal,
  trash: Trash2,
};
