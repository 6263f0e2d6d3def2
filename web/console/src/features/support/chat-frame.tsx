import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./try-it.module.css";
import { useWords } from "./words";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "farshore-chat": { shop: string; base: string; inline: boolean; lang?: string; page?: string };
    }
  }
}

/** The shopper's own chat, from the very file that shops load. */
export function ChatFrame({ shop }: { shop: string }) {
  const w = useWords();
  const [state, setState] = useState<"loading" | "ready" | "missing">("loading");
  useEffect(() => {
    const address = `${window.location.origin}/widget/chat.js`;
    import(/* @vite-ignore */ address).then(
      () => setState("ready"),
      () => setState("missing"),
    );
  }, []);
  return (
    <section className={classes.chat} aria-label={w.chat}>
      <h2>{w.chat}</h2>
      <div>
        {state === "ready" && (
          <farshore-chat shop={shop} base={window.location.origin} page={`${window.location.origin}/shop/${shop}`} inline />
        )}
        {state === "missing" && <Text c="dimmed">{w.chatMissing}</Text>}
      </div>
    </section>
  );
}
