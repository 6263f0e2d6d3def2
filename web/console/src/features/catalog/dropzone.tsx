import { IconFileText } from "@tabler/icons-react";
import { type DragEvent, useId, useState } from "react";
import classes from "./dropzone.module.css";

interface DropzoneProps {
  title: string;
  hint: string;
  accept: string;
  isBusy?: boolean;
  onFile: (file: File) => void;
}

/** A place to drop one file; also a file button, for keyboards and phones. */
export function Dropzone({ title, hint, accept, isBusy = false, onFile }: DropzoneProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !isBusy) onFile(file);
  };
  return (
    <label
      htmlFor={id}
      className={classes.zone}
      data-over={isOver || undefined}
      data-busy={isBusy || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={isBusy}
        className={classes.input}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
      <IconFileText size={26} stroke={1.4} />
      <strong>{title}</strong>
      <span>{hint}</span>
    </label>
  );
}
