import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPackage, IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useShopKey } from "@/shared/shop-key";
import { ButtonLink } from "@/shared/ui/link";
import { Empty, LoadingRows, Page, Panel } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { productsQuery } from "./api";
import { ProductRows } from "./product-rows";
import classes from "./products.module.css";
import { useWords } from "./words";

const TYPING_MS = 200;

export function Products() {
  const w = useWords();
  const shop = useShopKey();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(productsQuery(shop, q));
  const products = data?.pages.flatMap((page) => page.items) ?? [];
  const isBare = data !== undefined && products.length === 0 && q === "";
  const importFile = (
    <ButtonLink to="/$shop/import" params={{ shop }} variant={isBare ? "filled" : "default"}>
      {w.importFile}
    </ButtonLink>
  );
  return (
    <Page title={w.products} lead={w.productsLead} actions={isBare ? null : importFile}>
      <Panel isFlush>
        {!isBare && (
          <div className={classes.search}>
            <TextInput
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              placeholder={w.search}
              aria-label={w.search}
              leftSection={<IconSearch size={16} />}
              type="search"
            />
          </div>
        )}
        {error && <ProblemAlert error={error} retry={() => void refetch()} />}
        {!data && !error && <LoadingRows />}
        {isBare && (
          <Empty icon={<IconPackage size={30} stroke={1.5} />} title={w.noProducts} action={importFile}>
            {w.noProductsBody}
          </Empty>
        )}
        {data && products.length === 0 && q !== "" && (
          <Empty icon={<IconSearchOff size={30} stroke={1.5} />} title={w.noMatch}>
            {w.noMatchBody(q)}
          </Empty>
        )}
        {products.length > 0 && <ProductRows shop={shop} products={products} />}
        {hasNextPage && (
          <div className={classes.more}>
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {w.more}
            </Button>
          </div>
        )}
      </Panel>
    </Page>
  );
}
