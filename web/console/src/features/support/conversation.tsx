import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Conversation } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { useShopKey } from "@/shared/shop-key";
import { PlainLink } from "@/shared/ui/link";
import { LoadingRows } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { conversationQuery } from "./api";
import classes from "./conversation.module.css";
import { MessageBlock } from "./message-block";
import { WhyPanel } from "./why-panel";
import { useWords } from "./words";

/** One conversation as it went, and beside it why an answer was given. */
export function ConversationPage() {
  const shop = useShopKey();
  const navigate = useNavigate();
  const { conversation: id = "" } = useParams({ strict: false });
  const { why } = useSearch({ strict: false });
  const { data, error, refetch } = useQuery(conversationQuery(shop, id));
  const open = (message: string | undefined) =>
    void navigate({
      to: "/$shop/conversations/$conversation",
      params: { shop, conversation: id },
      search: message ? { why: message } : {},
      replace: why !== undefined,
    });
  return (
    <div className={classes.page} data-why={why ? true : undefined}>
      <section className={classes.talk}>
        {error && <ProblemAlert error={error} retry={() => void refetch()} />}
        {!data && !error && <LoadingRows />}
        {data && (
          <>
            <Head shop={shop} data={data} />
            <Log data={data} why={why} onWhy={open} />
          </>
        )}
      </section>
      {why && <WhyPanel shop={shop} message={why} onClose={() => open(undefined)} />}
    </div>
  );
}

function Head({ shop, data }: { shop: string; data: Conversation }) {
  const w = useWords();
  const f = useFormats();
  return (
    <header className={classes.head}>
      <PlainLink to="/$shop/conversations" params={{ shop }} className={classes.back} aria-label={w.back}>
        <IconArrowLeft size={18} />
      </PlainLink>
      <div>
        <h2>
          {f.language(data.lang)}
          {data.country && ` · ${f.country(data.country)}`}
        </h2>
        <p>
          {w.states[data.state]} · {w.started} {f.dateTime(data.started_at)}
          {data.page && (
            <>
              {" · "}
              <bdi className={classes.address} title={data.page}>
                {data.page.replace(/^https?:\/\//, "")}
              </bdi>
            </>
          )}
        </p>
      </div>
    </header>
  );
}

function Log({ data, why, onWhy }: { data: Conversation; why: string | undefined; onWhy: (message: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const count = data.messages.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what scrolls
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count, data.id]);
  return (
    <div className={classes.log} ref={box} role="log">
      {data.messages.map((message) => (
        <MessageBlock key={message.id} message={message} isChosen={message.id === why} onWhy={() => onWhy(message.id)} />
      ))}
    </div>
  );
}
