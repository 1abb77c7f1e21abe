const beds = ["the long bed", "the bed by the wall", "the raised bed", "the slope", "the cold frame", "the pots on the terrace"] as const;
const plants = ["leeks", "winter lettuce", "broad beans", "garlic", "kale", "sweet peas", "spinach", "onion sets"] as const;
const works = [
  "cleared the last tomatoes and put the green ones on the window sill to ripen",
  "spread two barrows of compost and forked it in before the rain came",
  "mended the gate, which had been hanging from one hinge since the storm",
  "raked the leaves off the path and filled the mould bin to the brim",
  "cut back the raspberries, tied in the new canes and labelled them",
  "moved the rosemary to where the fig keeps the north wind off it",
] as const;
const weathers = [
  "grey and still",
  "bright, with frost until ten",
  "wet all morning",
  "mild, with a soft west wind",
  "cold and clear",
] as const;
const afterthoughts = [
  "The robin followed every stroke of the fork and was not afraid of me at all.",
  "Next time the stakes should go in before the roots do, and deeper than I think.",
  "I measured the frost line on the wall again: a hand lower than last year.",
  "There is still half a sack of bone meal in the shed, behind the bicycles.",
  "The neighbours brought walnuts, more than we can eat before the spring.",
] as const;

/** A page of a garden diary. Each number has its own, and always the same. */
export function diaryEntry(number: number): string {
  const pick = <Item>(items: readonly Item[], step: number): Item =>
    items[(number * step + Math.floor(number / items.length)) % items.length] as Item;
  const [bed, plant, work, weather, thought] = [pick(beds, 5), pick(plants, 3), pick(works, 7), pick(weathers, 4), pick(afterthoughts, 2)];
  return [
    `Garden diary, page ${number}: ${weather} today. I ${work}, and sowed ${plant} in ${bed}.`,
    `It took ${(number % 5) + 2} rows of about ${20 + (number % 9) * 3} each, a hand apart, with string so that they are straight for once.`,
    `The soil in ${bed} is heavier than I remembered, so ${plant} may sit wet in January; I put a line of sharp sand under each row.`,
    thought,
    `Before dark I watered the cuttings, counted ${(number % 11) + 9} of them alive, and wrote the names on new slates because the old ink had run.`,
  ].join(" ");
}
