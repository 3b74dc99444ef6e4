// An article's text cut where the words of a claim begin or end: each piece lies in the same claims throughout.

export interface Mark {
  start: number;
  end: number;
  /** the claim whose words they are */
  claim: string;
}

export interface Piece {
  text: string;
  claims: string[];
  /** the claims whose words begin here */
  begins: string[];
}

function cut(text: string, start: number, end: number, marks: Mark[]): Piece[] {
  const held = marks.filter((m) => m.start < end && m.end > start);
  const edges = new Set([start, end, ...held.flatMap((m) => [Math.max(m.start, start), Math.min(m.end, end)])]);
  const places = [...edges].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, n) => {
    const to = places[n + 1]!;
    const over = held.filter((m) => m.start < to && m.end > from);
    return {
      text: text.slice(from, to),
      claims: over.map((m) => m.claim),
      begins: over.filter((m) => m.start === from).map((m) => m.claim),
    };
  });
}

/** The paragraphs, which empty lines part, each cut into its pieces. */
export function paragraphs(text: string, marks: Mark[]): Piece[][] {
  const found = text.matchAll(/[^\n](?:[^\n]|\n(?![^\S\n]*\n))*/g);
  return [...found].map(({ index, 0: words }) => cut(text, index, index + words.length, marks));
}
