import { IconMessageCircle } from "@tabler/icons-react";
import { Empty } from "@/shared/ui/page";
import { useWords } from "./words";

export function NoConversation() {
  const w = useWords();
  return (
    <Empty icon={<IconMessageCircle size={32} stroke={1.5} />} title={w.pick}>
      {w.pickBody}
    </Empty>
  );
}
