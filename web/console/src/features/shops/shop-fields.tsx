import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useLocale } from "@/shared/i18n";
import { countryChoices, currencyChoices, zoneChoices } from "./regions";
import { useWords } from "./words";

/** A shop as it is being filled in; only an older shop may lack its country. */
export interface ShopDraft {
  name: string;
  currency: string;
  country: string | null;
  time_zone: string;
}

interface ShopFieldsProps {
  value: ShopDraft;
  isNameMissing: boolean;
  onChange: (value: ShopDraft) => void;
}

/** The four facts of a shop. */
export function ShopFields({ value, isNameMissing, onChange }: ShopFieldsProps) {
  const w = useWords();
  const { locale } = useLocale();
  const choices = useMemo(
    () => ({ countries: countryChoices(locale), currencies: currencyChoices(locale), zones: zoneChoices(value.time_zone) }),
    [locale, value.time_zone],
  );
  const set = (part: Partial<ShopDraft>) => onChange({ ...value, ...part });
  const pick = (key: keyof ShopDraft) => (chosen: string | null) => chosen && set({ [key]: chosen });
  return (
    <>
      <TextInput
        label={w.name}
        placeholder={w.namePlaceholder}
        value={value.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={isNameMissing && w.nameMissing}
        maxLength={120}
        data-autofocus
        mb={14}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} mb={14}>
        <Select
          label={w.country}
          data={choices.countries}
          value={value.country}
          onChange={pick("country")}
          searchable
          allowDeselect={false}
        />
        <Select
          label={w.currency}
          data={choices.currencies}
          value={value.currency}
          onChange={pick("currency")}
          searchable
          allowDeselect={false}
        />
      </SimpleGrid>
      <Select
        label={w.timeZone}
        description={w.timeZoneHint}
        data={choices.zones}
        value={value.time_zone}
        onChange={pick("time_zone")}
        searchable
        allowDeselect={false}
        limit={80}
      />
    </>
  );
}
