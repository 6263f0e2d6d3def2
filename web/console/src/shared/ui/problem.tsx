import { Alert, Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ProblemError } from "../api/problem";
import { useWords } from "./words";

/** What to tell the seller about a failure. */
export function useProblemText(): (error: unknown) => string {
  const w = useWords();
  return (error) => {
    if (error instanceof ProblemError && error.status === 0) return w.noAnswer;
    if (error instanceof ProblemError && error.status === 401) return w.noSession;
    return error instanceof Error && error.message ? error.message : w.failed;
  };
}

export function ProblemAlert({ error, retry }: { error: unknown; retry?: () => void }) {
  const w = useWords();
  const text = useProblemText();
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={w.failed} m={16}>
      {text(error)}
      {retry && (
        <Button mt={12} size="xs" variant="default" onClick={retry} display="block">
          {w.retry}
        </Button>
      )}
    </Alert>
  );
}

/** For mutations: say it in a corner, keep the page. */
export function useTellProblem(): (error: unknown) => void {
  const w = useWords();
  const text = useProblemText();
  return (error) => notifications.show({ color: "red", title: w.failed, message: text(error) });
}
