import type { ReactElement } from "react";
import { useRoute } from "../route.ts";
import { Search } from "./search.tsx";
import { TurnRecall } from "./turn-recall.tsx";
import "./recall.css";

/** What memory answers to a question, and why; with a message in the route, what it answered when that message was written. */
export default function RecallScreen(): ReactElement {
  const { record: message } = useRoute();
  return message === undefined ? <Search /> : <TurnRecall message={message} />;
}
