/** One thing the user says, or asks. */
export interface Line {
  readonly text: string;
  /** Minutes since the line before. */
  readonly afterMinutes: number;
  /** Asks for what was said before. */
  readonly asks?: Question;
}

export interface Question {
  /** The fact, as it must stand in what the model is shown, and in its answer. `undefined`: it was never told. */
  readonly fact: RegExp | undefined;
  readonly expected: string;
}

const day = 24 * 60;

/** Monday, 2 March 2026, 09:00 UTC. */
export const beginsAt: number = Date.UTC(2026, 2, 2, 9);

/** Three days: facts, a preference, a correction and small talk; then questions, the last about what was never told. */
export const conversation: readonly Line[] = [
  { afterMinutes: 0, text: "My sister Ana moved to Porto in January. She works there as a nurse." },
  { afterMinutes: 2, text: "I am allergic to peanuts." },
  { afterMinutes: 3, text: "In the morning I prefer green tea without sugar." },
  {
    afterMinutes: 10,
    text: "What a weekend. We walked along the river until it got dark, and then the bus did not come for forty minutes, so we stood under a tree in the rain and told each other stories. The youngest fell asleep on the way home and had to be carried up four flights of stairs, because the lift was out of order once more.",
  },
  { afterMinutes: day, text: "我的同事王芳住在成都。" },
  { afterMinutes: 4, text: "My dentist appointment is on 12 March at 14:30." },
  {
    afterMinutes: 15,
    text: "Work was slow today. The printer jammed twice, somebody had left the window open over night so that half of the papers were damp, and the meeting about the new desks took two hours and ended with the decision to have another meeting. At least the soup in the canteen was better than it looked.",
  },
  { afterMinutes: 20, text: "I was wrong about the dentist: the appointment is on 19 March at 14:30, not on the 12th." },
  {
    afterMinutes: 5,
    text: "I began to read a novel about a lighthouse keeper who collects clocks. Nothing happens for eighty pages but wind and weather, and then a boat arrives with a stranger who says that all of the clocks are wrong. I like how patient it is, though I fell asleep over it and dreamed of the sea.",
  },
  { afterMinutes: day, text: "Where does my sister Ana live?", asks: { fact: /Porto/i, expected: "Porto" } },
  { afterMinutes: 1, text: "What am I allergic to?", asks: { fact: /peanut/i, expected: "peanuts" } },
  { afterMinutes: 1, text: "What do I prefer to drink in the morning?", asks: { fact: /green tea/i, expected: "green tea" } },
  { afterMinutes: 1, text: "When is my dentist appointment?", asks: { fact: /19 March|March 19/i, expected: "19 March, not the 12th" } },
  { afterMinutes: 1, text: "王芳住在哪里？", asks: { fact: /成都|Chengdu/i, expected: "成都" } },
  { afterMinutes: 1, text: "What is the name of my dog?", asks: { fact: undefined, expected: "that it does not know" } },
];
