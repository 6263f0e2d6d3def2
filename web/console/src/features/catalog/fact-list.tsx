import { Badge } from "@mantine/core";
import type { Fact, Product } from "@/shared/api/types";
import classes from "./product.module.css";
import { useWords } from "./words";

interface FactListProps {
  product: Product;
  active: string | null;
  onPoint: (id: string | null) => void;
}

export function FactList({ product, active, onPoint }: FactListProps) {
  const variants = new Map(product.variants.map((variant) => [variant.id, variant.title]));
  return (
    <ul className={classes.list}>
      {product.facts.map((fact) => (
        <li key={fact.id} data-active={fact.id === active || undefined}>
          <button
            type="button"
            onMouseEnter={() => onPoint(fact.id)}
            onMouseLeave={() => onPoint(null)}
            onFocus={() => onPoint(fact.id)}
            onBlur={() => onPoint(null)}
          >
            <span className={classes.label}>
              <bdi>{fact.label}</bdi>
              {fact.variant_id && (
                <Badge size="sm" variant="default" fw={500}>
                  {variants.get(fact.variant_id) ?? ""}
                </Badge>
              )}
            </span>
            <Value fact={fact} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The value as it stands in the text mostly has its unit already. */
const withUnit = ({ value_text, unit }: Fact): string =>
  !unit || value_text.includes(unit) ? value_text : `${value_text} ${unit}`;

function Value({ fact }: { fact: Fact }) {
  const w = useWords();
  const from = fact.evidence?.source ? null : <small title={fact.provenance}>{w.fromColumn}</small>;
  const value = fact.polarity ? w[fact.polarity] : withUnit(fact);
  return (
    <span className={classes.value}>
      <bdi data-polarity={fact.polarity ?? undefined}>{value}</bdi>
      {from}
    </span>
  );
}
