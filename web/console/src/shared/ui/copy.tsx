import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useWords } from "./words";

export function CopyButton({ text }: { text: string }) {
  const w = useWords();
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => clipboard.copy(text)}
    >
      {clipboard.copied ? w.copied : w.copy}
    </Button>
  );
}
