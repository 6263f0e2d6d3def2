import { Button, Select, Textarea } from "@mantine/core";
import { IconCornerDownLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useMemo, useState } from "react";
import { formats } from "@/shared/format";
import { useLocale } from "@/shared/i18n";
import { useShopKey } from "@/shared/shop-key";
import { Page, Panel } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { choicesQuery, useAsk } from "./api";
import { ChatFrame } from "./chat-frame";
import classes from "./try-it.module.css";
import { Why } from "./why";
import { useWords } from "./words";

const COUNTRIES = [
  "US",
  "GB",
  "DE",
  "FR",
  "ES",
  "IT",
  "NL",
  "PL",
  "BR",
  "MX",
  "JP",
  "KR",
  "CN",
  "TW",
  "SA",
  "AE",
  "IN",
  "TH",
  "VN",
  "ID",
  "TR",
  "RU",
];

/** Ask without a conversation and see the whole way to the answer; beside it the chat as shoppers have it. */
export function TryIt() {
  const w = useWords();
  const shop = useShopKey();
  const { locale } = useLocale();
  const ask = useAsk(shop);
  const { data: products } = useQuery(choicesQuery(shop));
  const [text, setText] = useState("");
  const [page, setPage] = useState<string | null>(null);
  const [country, setCountry] = useState<string | null>(null);
  const countries = useMemo(() => COUNTRIES.map((value) => ({ value, label: formats(locale).country(value) })), [locale]);
  const send = (question: string) => {
    if (!question.trim() || ask.isPending) return;
    ask.mutate({ text: question.trim(), context: { ...(page && { page }), ...(country && { country }) } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(text);
  };
  const key = (event: KeyboardEvent) => {
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !isComposing) submit(event);
  };
  return (
    <Page title={w.tryIt} lead={w.tryLead}>
      <div className={classes.columns}>
        <div>
          <form className={classes.form} onSubmit={submit}>
            <Textarea
              aria-label={w.askLabel}
              placeholder={w.askPlaceholder}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={key}
              autosize
              minRows={2}
              maxRows={6}
              dir={text ? "auto" : undefined}
              variant="unstyled"
              classNames={{ input: classes.input ?? "" }}
            />
            <div className={classes.context}>
              <Select
                size="xs"
                aria-label={w.page}
                placeholder={`${w.page}: ${w.noPage}`}
                data={(products?.items ?? []).map((product) => ({ value: product.handle, label: product.title }))}
                value={page}
                onChange={setPage}
                searchable
                clearable
              />
              <Select
                size="xs"
                aria-label={w.country}
                placeholder={`${w.country}: ${w.anywhere}`}
                data={countries}
                value={country}
                onChange={setCountry}
                searchable
                clearable
              />
              <Button
                type="submit"
                size="xs"
                loading={ask.isPending}
                disabled={!text.trim()}
                rightSection={<IconCornerDownLeft size={14} />}
              >
                {w.ask}
              </Button>
            </div>
          </form>
          {!ask.data && !ask.error && (
            <div className={classes.examples}>
              {w.examples.map((example) => (
                <Button
                  key={example}
                  variant="default"
                  size="xs"
                  radius="xl"
                  dir="auto"
                  onClick={() => {
                    setText(example);
                    send(example);
                  }}
                >
                  {example}
                </Button>
              ))}
            </div>
          )}
          {ask.error && <ProblemAlert error={ask.error} />}
          {ask.data && (
            <Panel>
              <div aria-live="polite">
                <p className={classes.answer} dir="auto" lang={ask.data.lang}>
                  {ask.data.answer_text}
                </p>
              </div>
              <div className={classes.why}>
                <Why trace={ask.data.trace} />
              </div>
            </Panel>
          )}
        </div>
        <ChatFrame shop={shop} />
      </div>
    </Page>
  );
}
