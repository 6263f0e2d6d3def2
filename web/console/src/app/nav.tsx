import {
  IconBook2,
  IconFileImport,
  IconMessages,
  IconPackage,
  IconSettings,
  IconSparkles,
  type TablerIcon,
} from "@tabler/icons-react";
import type { en } from "./en";

interface NavEntry {
  to: "/$shop/conversations" | "/$shop/try" | "/$shop/products" | "/$shop/policies" | "/$shop/import" | "/$shop/settings";
  word: keyof typeof en;
  icon: TablerIcon;
}

interface NavGroup {
  word: keyof typeof en;
  entries: NavEntry[];
}

export const groups: NavGroup[] = [
  {
    word: "support",
    entries: [
      { to: "/$shop/conversations", word: "conversations", icon: IconMessages },
      { to: "/$shop/try", word: "tryIt", icon: IconSparkles },
    ],
  },
  {
    word: "catalogue",
    entries: [
      { to: "/$shop/products", word: "products", icon: IconPackage },
      { to: "/$shop/policies", word: "policies", icon: IconBook2 },
      { to: "/$shop/import", word: "imports", icon: IconFileImport },
    ],
  },
  { word: "shop", entries: [{ to: "/$shop/settings", word: "settings", icon: IconSettings }] },
];

/** The four that a thumb reaches; the rest is behind "More". */
export const thumbs: NavEntry[] = groups.flatMap((group) => group.entries).slice(0, 3);
