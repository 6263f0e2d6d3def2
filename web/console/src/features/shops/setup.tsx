import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useAddShop } from "@/shared/api/shop";
import { ProblemAlert } from "@/shared/ui/problem";
import { guess } from "./regions";
import classes from "./setup.module.css";
import { type ShopDraft, ShopFields } from "./shop-fields";
import { useWords } from "./words";

/** The first page of a new installation: there is no shop yet. */
export function Setup() {
  const w = useWords();
  const navigate = useNavigate();
  const add = useAddShop();
  const [value, setValue] = useState<ShopDraft>(() => ({ name: "", ...guess() }));
  const [wasTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { country } = value;
    if (!value.name.trim() || !country) return;
    add.mutate(
      { ...value, country, name: value.name.trim() },
      { onSuccess: (shop) => void navigate({ to: "/$shop/import", params: { shop: shop.key } }) },
    );
  };
  const steps = [
    [w.nextImport, w.nextImportBody],
    [w.nextAsk, w.nextAskBody],
    [w.nextInstall, w.nextInstallBody],
  ];
  return (
    <div className={classes.page}>
      <title>{`${w.setupTitle} · farshore`}</title>
      <main className={classes.form}>
        <img src="/console/mark.svg" width={40} height={40} alt="farshore" />
        <h1>{w.setupTitle}</h1>
        <p>{w.setupLead}</p>
        <form onSubmit={submit}>
          <ShopFields value={value} isNameMissing={wasTried && !value.name.trim()} onChange={setValue} />
          <Button type="submit" size="md" fullWidth mt={22} loading={add.isPending}>
            {w.open}
          </Button>
        </form>
        {add.error && <ProblemAlert error={add.error} />}
      </main>
      <aside className={classes.next}>
        <h2>{w.next}</h2>
        <ol>
          {steps.map(([title, body]) => (
            <li key={title}>
              <strong>{title}</strong>
              <span>{body}</span>
            </li>
          ))}
        </ol>
      </aside>
    </div>
  );
}
