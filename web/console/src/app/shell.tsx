import { Drawer, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { useShopEvents } from "@/shared/api/events";
import { shopQuery } from "@/shared/api/shop";
import { useShopKey } from "@/shared/shop-key";
import { groups, thumbs } from "./nav";
import { Preferences } from "./preferences";
import classes from "./shell.module.css";
import { useWords } from "./words";

/** The frame of a shop's pages: navigation at the side, on a phone at the thumb. */
export function Shell() {
  const w = useWords();
  const shop = useShopKey();
  const [isOpen, drawer] = useDisclosure(false);
  useShopEvents(shop);
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {w.skip}
      </a>
      <nav className={classes.side} aria-label={w.menu}>
        <Brand shop={shop} />
        <Groups shop={shop} />
        <div className={classes.foot}>
          <Preferences />
        </div>
      </nav>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <nav className={classes.thumbs} aria-label={w.menu}>
        {thumbs.map(({ to, word, icon: Icon }) => (
          <Link key={to} to={to} params={{ shop }} className={classes.thumb}>
            <Icon size={21} stroke={1.6} />
            {w[word]}
          </Link>
        ))}
        <UnstyledButton className={classes.thumb} onClick={drawer.open}>
          <IconMenu2 size={21} stroke={1.6} />
          {w.more}
        </UnstyledButton>
      </nav>
      <Drawer opened={isOpen} onClose={drawer.close} position="bottom" size="auto" title={<Brand shop={shop} />} radius="lg">
        <Groups shop={shop} onGo={drawer.close} />
        <div className={classes.foot}>
          <Preferences />
        </div>
      </Drawer>
    </div>
  );
}

function Brand({ shop }: { shop: string }) {
  const { data } = useQuery(shopQuery(shop));
  return (
    <div className={classes.brand}>
      <img src="/console/mark.svg" width={28} height={28} alt="" />
      <span>
        <strong>{data?.name ?? "…"}</strong>
        <small>farshore</small>
      </span>
    </div>
  );
}

function Groups({ shop, onGo }: { shop: string; onGo?: () => void }) {
  const w = useWords();
  return groups.map((group) => (
    <div key={group.word}>
      <div className={classes.group}>{w[group.word]}</div>
      {group.entries.map(({ to, word, icon: Icon }) => (
        <Link key={to} to={to} params={{ shop }} className={classes.item} onClick={onGo}>
          <Icon size={17} stroke={1.7} />
          {w[word]}
        </Link>
      ))}
    </div>
  ));
}
