import { Anchor, Code } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import type { Shop } from "@/shared/api/types";
import { CopyButton } from "@/shared/ui/copy";
import { Panel } from "@/shared/ui/page";
import classes from "./settings.module.css";
import { useWords } from "./words";

/** The one line that puts the chat on a page. */
export function Install({ shop }: { shop: Shop }) {
  const w = useWords();
  const tag = `<script async src="${window.location.origin}/widget/loader.js" data-shop="${shop.key}"></script>`;
  return (
    <Panel
      title={w.install}
      actions={
        <Anchor href={`/shop/${shop.key}`} target="_blank" fz={13} fw={500}>
          {w.tryPage} <IconExternalLink size={13} className={classes.out} />
        </Anchor>
      }
    >
      <p className={classes.body}>{w.installBody}</p>
      <div className={classes.tag}>
        <Code block>{tag}</Code>
        <CopyButton text={tag} />
      </div>
    </Panel>
  );
}
