/** What a hit's score is made of: data, per space. Arm scores are normalised to 0..1 before they are weighted. */
export interface RetrievalWeights {
  /** Terms with context spread. @default 1 */
  readonly lexical: number;
  /** BM25 of the whole session or document, added to the lexical arm. @default 0.25 */
  readonly group: number;
  /** Cosine, min-max over the candidates. @default 0.5 */
  readonly vector: number;
  /**
   * The square root of what personalised PageRank says, divided by the best. So high that the graph ranks first; it is
   * silent where records name few entities. @default 10
   */
  readonly graph: number;
  /** The query names the speaker. @default 0.15 */
  readonly speaker: number;
  /** The query names the month, year or day. @default 0.2 */
  readonly date: number;
  /** The query asks when or how long, and the text holds a word of time. @default 0.1 */
  readonly duration: number;
  /** The text is itself a question. @default -0.1 */
  readonly question: number;
  /** Not the agent's model wrote it, where an agent talks in this memory. @default 0.3 */
  readonly role: number;
  /** Somebody judged the record useful: as much as a date that fits, so that it wins among near equals only. @default 0.2 */
  readonly useful: number;
  /** Judged outdated: so much that what says the same in newer words, some a third of which differ, comes first. @default -0.3 */
  readonly outdated: number;
  /** Judged wrong: more than all the rest can add up to, so that it comes last. @default -20 */
  readonly wrong: number;
}

export const defaultWeights: RetrievalWeights = {
  lexical: 1,
  group: 0.25,
  vector: 0.5,
  graph: 10,
  speaker: 0.15,
  date: 0.2,
  duration: 0.1,
  question: -0.1,
  role: 0.3,
  useful: 0.2,
  outdated: -0.3,
  wrong: -20,
};
