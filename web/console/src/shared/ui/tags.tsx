import { Badge, type MantineColor } from "@mantine/core";
import type { CSSProperties } from "react";
import { useFormats } from "../format";
import classes from "./tags.module.css";

/** A language by its name, its tag on hover. */
export function LanguageTag({ tag }: { tag: string }) {
  const { language } = useFormats();
  return (
    <Badge variant="default" title={tag} fw={500}>
      {language(tag)}
    </Badge>
  );
}

/** A state in one word after a dot: colour is never alone. */
export function StateBadge({ color, children }: { color: MantineColor; children: string }) {
  return (
    <span className={classes.state} style={{ "--dot": `var(--mantine-color-${color}-6)` } as CSSProperties}>
      {children}
    </span>
  );
}
