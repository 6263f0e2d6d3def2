import { Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./page.module.css";

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  isNarrow?: boolean;
  children: ReactNode;
}

/** The frame of every page: what it is, what it is for, what one can do here. */
export function Page({ title, lead, actions, isNarrow = false, children }: PageProps) {
  return (
    <div className={`${classes.page} ${isNarrow ? classes.narrow : ""}`}>
      <title>{`${title} · farshore`}</title>
      <div className={classes.head}>
        <div className={classes.titles}>
          <h1 className={classes.title}>
            <bdi>{title}</bdi>
          </h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

interface PanelProps {
  title?: ReactNode;
  actions?: ReactNode;
  isFlush?: boolean;
  children: ReactNode;
}

/** A bordered part of a page; flush when its content brings its own padding (tables). */
export function Panel({ title, actions, isFlush = false, children }: PanelProps) {
  return (
    <section className={classes.panel}>
      {title && (
        <div className={classes.panelHead}>
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      <div className={isFlush ? undefined : classes.panelBody}>{children}</div>
    </section>
  );
}

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** A place that has nothing yet: says what will be here and how it comes. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className={classes.empty}>
      {icon}
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** Rows that are on their way. */
export function LoadingRows({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap={12} p={16} aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <Skeleton key={row} height={16} radius="sm" width={`${92 - ((row * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}
