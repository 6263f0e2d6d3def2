import { Image } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import classes from "./thumb.module.css";

/** A product's picture, or the place where one would be. */
export function Thumb({ url, alt = "", size = 36 }: { url: string | null; alt?: string; size?: number }) {
  return (
    <span className={classes.thumb} style={{ inlineSize: size, blockSize: size }}>
      {url ? (
        <Image src={url} alt={alt} w={size} h={size} loading="lazy" referrerPolicy="no-referrer" />
      ) : (
        <IconPhoto size={Math.min(18, size / 2)} aria-hidden />
      )}
    </span>
  );
}
