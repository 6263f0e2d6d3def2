import { IconUser } from "@tabler/icons-react";
import type { ConsoleMessage } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { Thumb } from "@/shared/ui/thumb";
import classes from "./conversation.module.css";
import { useWords } from "./words";

interface MessageBlockProps {
  message: ConsoleMessage;
  isChosen: boolean;
  onWhy: () => void;
}

export function MessageBlock({ message, isChosen, onWhy }: MessageBlockProps) {
  const w = useWords();
  const f = useFormats();
  return (
    <article className={classes.message} data-role={message.role} data-chosen={isChosen || undefined}>
      <p className={classes.by}>
        <strong>{w.roles[message.role]}</strong>
        <time dateTime={message.at} title={f.dateTime(message.at)}>
          {f.time(message.at)}
        </time>
      </p>
      <div className={classes.bubble} dir="auto" lang={message.lang}>
        {message.text}
      </div>
      {message.cards.length > 0 && (
        <div className={classes.cards}>
          {message.cards.map((card) => (
            <span key={card.handle}>
              <Thumb url={card.image_url} size={28} />
              <bdi>{card.title}</bdi>
              {card.price_text && <em>{card.price_text}</em>}
            </span>
          ))}
        </div>
      )}
      <p className={classes.foot}>
        {message.handoff && (
          <span className={classes.handoff}>
            <IconUser size={13} /> {w.handedOff}
          </span>
        )}
        {message.has_trace && (
          <button type="button" onClick={onWhy} aria-pressed={isChosen}>
            {w.why}
          </button>
        )}
        {message.confidence !== null && <span>{w.sure(f.percent(message.confidence))}</span>}
        {message.took_ms !== null && <span>{f.ms(message.took_ms)}</span>}
      </p>
    </article>
  );
}
