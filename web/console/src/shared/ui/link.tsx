import { Anchor, Button, NavLink, UnstyledButton } from "@mantine/core";
import { createLink } from "@tanstack/react-router";

export const AnchorLink = createLink(Anchor<"a">);
export const ButtonLink = createLink(Button<"a">);
export const NavItemLink = createLink(NavLink<"a">);
export const PlainLink = createLink(UnstyledButton<"a">);
