import type { components } from "../../../console/src/shared/api/schema";

type Schemas = components["schemas"];

export type Message = Schemas["MessageOut"];
export type Evidence = Schemas["EvidenceOut"];
export type Card = Schemas["CardOut"];
export type Started = Schemas["ConversationStartOut"] & { can?: string[] };
export type MessagePage = Schemas["MessagesOut"];
export type Problem = Schemas["Problem"];

/** A message of the shopper that the server has not confirmed. */
export interface Pending {
  client_id: string;
  text: string;
  page: string;
  at: string;
  /** Why the server will not take it; null while it may still be sent. */
  refused: string | null;
}

export type Link = "connecting" | "live" | "polling" | "offline";

/** What the server says over the socket. */
export type ServerFrame =
  | { type: "message"; message: Message }
  | { type: "typing"; on: boolean }
  | { type: "error"; problem: Problem; client_id?: string | null }
  | { type: "pong" };

/** What a session is made with. */
export interface SessionOptions {
  base: string;
  shop: string;
  locale: string;
  page: () => string;
  /** Something that is shown has changed. */
  changed: () => void;
  /** The assistant or a person wrote, and it was not here before. */
  heard: (message: Message) => void;
}
