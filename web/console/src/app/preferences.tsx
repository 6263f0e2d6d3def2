import { ActionIcon, Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { type Locale, useLocale } from "@/shared/i18n";
import { useWords } from "./words";

const ICONS = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop };

/** Language and appearance of the console. */
export function Preferences() {
  const w = useWords();
  const { locale, setLocale } = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = ICONS[colorScheme];
  return (
    <>
      <SegmentedControl
        aria-label={w.language}
        value={locale}
        onChange={(value) => setLocale(value as Locale)}
        data={[
          { value: "zh-Hans", label: "中文" },
          { value: "en", label: "English" },
        ]}
        flex={1}
      />
      <Menu position="top-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={w.theme}>
            <Icon size={17} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSun size={16} />} onClick={() => setColorScheme("light")}>
            {w.light}
          </Menu.Item>
          <Menu.Item leftSection={<IconMoon size={16} />} onClick={() => setColorScheme("dark")}>
            {w.dark}
          </Menu.Item>
          <Menu.Item leftSection={<IconDeviceDesktop size={16} />} onClick={() => setColorScheme("auto")}>
            {w.system}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
