import { Button, Center, Code } from "@mantine/core";
import { IconKey, IconMapQuestion, IconPlugConnectedX } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ProblemError } from "@/shared/api/problem";
import { ButtonLink } from "@/shared/ui/link";
import { Empty } from "@/shared/ui/page";
import { useProblemText } from "@/shared/ui/problem";
import { useWords } from "./words";

/** What stands in place of the console when nothing can be shown: signed out, server away, or a bug. */
export function Failure({ error }: { error: unknown }) {
  const w = useWords();
  const text = useProblemText();
  const router = useRouter();
  const status = error instanceof ProblemError ? error.status : -1;
  useEffect(() => {
    if (status !== 0) return;
    const timer = setInterval(() => void router.invalidate(), 3_000);
    return () => clearInterval(timer);
  }, [status, router]);
  return (
    <Center mih="100dvh">
      {status === 401 ? (
        <Empty icon={<IconKey size={32} stroke={1.5} />} title={w.signedOut} action={<Code fz={14}>farshore owner-link</Code>}>
          {w.signedOutBody}
        </Empty>
      ) : (
        <Empty
          icon={<IconPlugConnectedX size={32} stroke={1.5} />}
          title={status === 0 ? w.unreachable : text(error)}
          action={
            <Button variant="default" onClick={() => void router.invalidate()}>
              {w.home}
            </Button>
          }
        >
          {status === 0 ? w.unreachableBody : ""}
        </Empty>
      )}
    </Center>
  );
}

export function NotFound() {
  const w = useWords();
  return (
    <Center mih="80dvh">
      <Empty
        icon={<IconMapQuestion size={32} stroke={1.5} />}
        title={w.notFound}
        action={
          <ButtonLink to="/" variant="default">
            {w.home}
          </ButtonLink>
        }
      >
        {w.notFoundBody}
      </Empty>
    </Center>
  );
}
