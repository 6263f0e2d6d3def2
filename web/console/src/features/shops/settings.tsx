import { Badge, Button, Group, Switch, TagsInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { shopQuery, useChangeShop } from "@/shared/api/shop";
import type { RoomName, Shop } from "@/shared/api/types";
import { useShopKey } from "@/shared/shop-key";
import { LoadingRows, Page, Panel } from "@/shared/ui/page";
import { ProblemAlert, useTellProblem } from "@/shared/ui/problem";
import { Install } from "./install";
import { isOrigin } from "./regions";
import classes from "./settings.module.css";
import { type ShopDraft, ShopFields } from "./shop-fields";
import { useWords } from "./words";

export function Settings() {
  const w = useWords();
  const key = useShopKey();
  const { data, error, refetch } = useQuery(shopQuery(key));
  return (
    <Page title={w.settings} lead={w.settingsLead} isNarrow>
      {error && <ProblemAlert error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows />}
      {data && (
        <>
          <About shop={data} />
          <Install shop={data} />
          <Rooms shop={data} />
        </>
      )}
    </Page>
  );
}

function About({ shop }: { shop: Shop }) {
  const w = useWords();
  const change = useChangeShop(shop.key);
  const tell = useTellProblem();
  const { name, currency, country, time_zone, allowed_origins } = shop;
  const [value, setValue] = useState<ShopDraft>({ name, currency, country, time_zone });
  const [origins, setOrigins] = useState(allowed_origins);
  useEffect(() => setValue({ name, currency, country, time_zone }), [name, currency, country, time_zone]);
  const isBad = origins.some((origin) => !isOrigin(origin));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!value.name.trim() || isBad) return;
    const done = () => notifications.show({ message: w.saved, color: "tide" });
    change.mutate(
      { ...value, allowed_origins: origins.map((origin) => origin.replace(/\/$/, "")) },
      { onSuccess: done, onError: tell },
    );
  };
  return (
    <Panel title={w.about}>
      <form onSubmit={save}>
        <ShopFields value={value} isNameMissing={!value.name.trim()} onChange={setValue} />
        <TagsInput
          mt={14}
          label={w.origins}
          description={w.originsHint}
          value={origins}
          onChange={setOrigins}
          error={isBad && w.originsBad}
          placeholder={origins.length ? "" : "https://"}
        />
        <Group justify="flex-end" mt={16}>
          <Button type="submit" loading={change.isPending}>
            {w.save}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}

function Rooms({ shop }: { shop: Shop }) {
  const w = useWords();
  const change = useChangeShop(shop.key);
  const tell = useTellProblem();
  const turn = (name: RoomName, isOn: boolean) => {
    const rooms = shop.rooms.filter((room) => (room.name === name ? isOn : room.is_on)).map((room) => room.name);
    change.mutate({ rooms }, { onError: tell });
  };
  return (
    <Panel title={w.rooms} isFlush>
      <p className={classes.note}>{w.roomsBody}</p>
      {shop.rooms.map(({ name, is_on, is_built }) => (
        <div key={name} className={classes.room}>
          <div>
            <strong>{w[name]}</strong>
            <span>{w[`${name}Body`]}</span>
          </div>
          {is_built ? (
            <Switch
              checked={is_on}
              onChange={(event) => turn(name, event.currentTarget.checked)}
              aria-label={w[name]}
              disabled={change.isPending}
            />
          ) : (
            <Badge variant="default" fw={500}>
              {w.notBuilt}
            </Badge>
          )}
        </div>
      ))}
    </Panel>
  );
}
