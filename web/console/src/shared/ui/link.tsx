import { Anchor, Button, type ButtonProps, UnstyledButton, type UnstyledButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type LinkOf<P> = P & Omit<ComponentPropsWithRef<"a">, keyof P>;

export const AnchorLink = createLink(Anchor<"a">);
export const ButtonLink = createLink((props: LinkOf<ButtonProps>) => <Button component="a" {...props} />);
export const PlainLink = createLink((props: LinkOf<UnstyledButtonProps>) => <UnstyledButton component="a" {...props} />);
