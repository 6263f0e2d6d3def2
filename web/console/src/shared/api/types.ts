import type { components } from "./schema";

type Schemas = components["schemas"];

// The one place that knows how the server calls its shapes.
export type Problem = Schemas["Problem"];
export type Shop = Schemas["ShopOut"];
export type ShopIn = Schemas["ShopIn"];
export type ShopPatch = Schemas["ShopPatch"];
export type RoomName = Schemas["RoomOut"]["name"];
export type Import = Schemas["ImportOut"];
export type ImportPreview = Schemas["ImportPreviewOut"];
export type ImportColumn = Schemas["ColumnOut"];
export type ImportProblem = Schemas["ImportProblemOut"];
export type ProductSummary = Schemas["ProductSummaryOut"];
export type Product = Schemas["ProductOut"];
export type Fact = Schemas["FactOut"];
export type Policies = Schemas["PoliciesOut"];
export type ConversationSummary = Schemas["ConversationSummaryOut"];
export type Conversation = Schemas["ConversationOut"];
export type ConsoleMessage = Schemas["ConsoleMessageOut"];
export type Evidence = Schemas["EvidenceOut"];
export type SourceSpan = Schemas["SourceSpanOut"];
export type Trace = Schemas["TraceOut"];
export type Answer = Schemas["AskOut"];
export type AskIn = Schemas["AskIn"];
