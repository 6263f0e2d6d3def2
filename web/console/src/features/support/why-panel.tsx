import { CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { traceQuery } from "./api";
import { Why } from "./why";
import classes from "./why.module.css";
import { useWords } from "./words";

interface WhyPanelProps {
  shop: string;
  message: string;
  onClose: () => void;
}

/** Why a message of a conversation says what it says. */
export function WhyPanel({ shop, message, onClose }: WhyPanelProps) {
  const w = useWords();
  const { data, error } = useQuery(traceQuery(shop, message));
  return (
    <aside className={classes.panel} aria-label={w.why}>
      <header>
        <h2>{w.why}</h2>
        <CloseButton onClick={onClose} aria-label={w.close} />
      </header>
      <div className={classes.body}>
        {error && <ProblemAlert error={error} />}
        {!data && !error && <LoadingRows />}
        {data && <Why trace={data} />}
      </div>
    </aside>
  );
}
