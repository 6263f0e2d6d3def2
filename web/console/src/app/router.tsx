import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { shopsQuery } from "@/shared/api/shop";
import { Failure, NotFound } from "./failure";
import { Shell } from "./shell";

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, errorComponent: Failure, notFoundComponent: NotFound });

const entry = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async ({ context }) => {
    const { items } = await context.queries.ensureQueryData(shopsQuery());
    const shop = items[0];
    if (!shop) throw redirect({ to: "/setup" });
    if (shop.counts.products === 0) throw redirect({ to: "/$shop/import", params: { shop: shop.key } });
    throw redirect({ to: "/$shop/conversations", params: { shop: shop.key } });
  },
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("@/features/shops/setup"), "Setup"),
});

const shop = createRoute({ getParentRoute: () => root, path: "/$shop", component: Shell });
const page = <P extends string>(path: P) => ({ getParentRoute: () => shop, path });

const conversations = createRoute({
  ...page("/conversations"),
  component: lazyRouteComponent(() => import("@/features/support/conversations"), "Conversations"),
});
const noConversation = createRoute({
  getParentRoute: () => conversations,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/support/no-conversation"), "NoConversation"),
});
const conversation = createRoute({
  getParentRoute: () => conversations,
  path: "/$conversation",
  validateSearch: (search: Record<string, unknown>): { why?: string } =>
    typeof search["why"] === "string" ? { why: search["why"] } : {},
  component: lazyRouteComponent(() => import("@/features/support/conversation"), "ConversationPage"),
});

const routes = root.addChildren([
  entry,
  setup,
  shop.addChildren([
    conversations.addChildren([noConversation, conversation]),
    createRoute({ ...page("/try"), component: lazyRouteComponent(() => import("@/features/support/try-it"), "TryIt") }),
    createRoute({ ...page("/products"), component: lazyRouteComponent(() => import("@/features/catalog/products"), "Products") }),
    createRoute({
      ...page("/products/$product"),
      component: lazyRouteComponent(() => import("@/features/catalog/product"), "ProductPage"),
    }),
    createRoute({
      ...page("/policies"),
      component: lazyRouteComponent(() => import("@/features/catalog/policies"), "PoliciesPage"),
    }),
    createRoute({ ...page("/import"), component: lazyRouteComponent(() => import("@/features/catalog/imports"), "Imports") }),
    createRoute({
      ...page("/import/$import"),
      component: lazyRouteComponent(() => import("@/features/catalog/import-page"), "ImportPage"),
    }),
    createRoute({ ...page("/settings"), component: lazyRouteComponent(() => import("@/features/shops/settings"), "Settings") }),
  ]),
]);

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: routes,
    basepath: "/console",
    context: { queries },
    defaultPreload: "intent",
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
