import { Alert, Anchor, Badge, Group } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Product } from "@/shared/api/types";
import { useShopKey } from "@/shared/shop-key";
import { LoadingRows, Page, Panel } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { Thumb } from "@/shared/ui/thumb";
import { productQuery } from "./api";
import classes from "./product.module.css";
import { ProductFacts } from "./product-facts";
import { SizeCharts } from "./size-charts";
import { Variants } from "./variants";
import { useWords } from "./words";

/** Everything that is known of one product, and where it was read. */
export function ProductPage() {
  const w = useWords();
  const shop = useShopKey();
  const { product: id = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(productQuery(shop, id));
  if (error) return <ProblemAlert error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={10} />;
  return (
    <Page
      title={data.title}
      lead={<Lead product={data} />}
      actions={
        data.url && (
          <Anchor href={data.url} target="_blank" rel="noopener" fz={13} fw={500}>
            {w.openInShop} <IconExternalLink size={13} />
          </Anchor>
        )
      }
    >
      {data.status !== "active" && (
        <Alert color="yellow" variant="light" mb={16} title={w.status[data.status]}>
          {w.neverNamed}
        </Alert>
      )}
      <ProductFacts product={data} />
      <Variants variants={data.variants} />
      <SizeCharts charts={data.size_charts} />
      <Gaps product={data} />
      <Media product={data} />
    </Page>
  );
}

function Lead({ product }: { product: Product }) {
  const parts = [product.kind_word, product.vendor, product.price_text].filter((part) => part !== null);
  return <>{parts.join(" · ")}</>;
}

function Gaps({ product }: { product: Product }) {
  const w = useWords();
  if (product.missing_facts.length + product.never_say.length === 0) return null;
  return (
    <Panel title={product.missing_facts.length ? w.missingFacts : w.neverSay}>
      {product.missing_facts.length > 0 && (
        <>
          <p className={classes.hint}>{w.missingFactsBody}</p>
          <Group gap={6}>
            {product.missing_facts.map((each) => (
              <Badge key={each} variant="default" fw={500}>
                {each}
              </Badge>
            ))}
          </Group>
        </>
      )}
      {product.never_say.length > 0 && (
        <p className={classes.hint}>
          {w.neverSay}: {product.never_say.join(" · ")}
        </p>
      )}
    </Panel>
  );
}

function Media({ product }: { product: Product }) {
  const w = useWords();
  if (product.media.length === 0) return null;
  return (
    <Panel title={w.media}>
      <Group gap={10}>
        {product.media.map((each) => (
          <Thumb key={each.url} url={each.url} alt={each.alt ?? product.title} size={112} />
        ))}
      </Group>
    </Panel>
  );
}
