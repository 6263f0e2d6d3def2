import { Anchor, Button } from "@mantine/core";
import { IconMessages } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import type { ConversationSummary } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { useShopKey } from "@/shared/shop-key";
import { Empty, LoadingRows } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { conversationsQuery } from "./api";
import classes from "./conversations.module.css";
import { useWords } from "./words";

/** The list, live, and beside it the conversation that is open. On a phone one of the two. */
export function Conversations() {
  const w = useWords();
  const shop = useShopKey();
  const { conversation } = useParams({ strict: false });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(conversationsQuery(shop));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (data && items.length === 0)
    return (
      <div className={classes.bare}>
        <Empty
          icon={<IconMessages size={32} stroke={1.5} />}
          title={w.none}
          action={
            <Button component="a" href={`/shop/${shop}`} target="_blank">
              {w.testPage}
            </Button>
          }
        >
          {w.noneBody}
        </Empty>
      </div>
    );
  return (
    <div className={classes.split} data-open={conversation ? true : undefined}>
      <title>{`${w.conversations} · farshore`}</title>
      <section className={classes.list} aria-label={w.conversations}>
        <header>
          <h1>{w.conversations}</h1>
          <Anchor href={`/shop/${shop}`} target="_blank" fz={13}>
            {w.testPage}
          </Anchor>
        </header>
        {error && <ProblemAlert error={error} retry={() => void refetch()} />}
        {!data && !error && <LoadingRows />}
        {items.map((one) => (
          <Row key={one.id} shop={shop} one={one} />
        ))}
        {hasNextPage && (
          <Button variant="subtle" m={12} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {w.more}
          </Button>
        )}
      </section>
      <div className={classes.detail}>
        <Outlet />
      </div>
    </div>
  );
}

function Row({ shop, one }: { shop: string; one: ConversationSummary }) {
  const w = useWords();
  const f = useFormats();
  return (
    <Link
      to="/$shop/conversations/$conversation"
      params={{ shop, conversation: one.id }}
      className={classes.row}
      data-state={one.state}
    >
      <span className={classes.top}>
        <span>
          {f.language(one.lang)}
          {one.country && ` · ${f.country(one.country)}`}
        </span>
        <time dateTime={one.last_at} title={f.dateTime(one.last_at)}>
          {f.ago(one.last_at)}
        </time>
      </span>
      <span className={classes.last} dir="auto">
        {one.last_text}
      </span>
      <span className={classes.bottom}>
        <span className={classes.state}>{w.states[one.state]}</span>
        <span>{w.messages(one.messages)}</span>
      </span>
    </Link>
  );
}
