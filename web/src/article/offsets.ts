// The interface counts in Unicode code points, a JavaScript string in UTF-16 units: they part after the first emoji.

/** For a text: the function from a position in code points to the place in the string. */
export function placer(text: string): (position: number) => number {
  if (!/[\ud800-\udfff]/.test(text)) return (position) => position;
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    places.push(at);
    at += letter.length;
  }
  return (position) => places[position] ?? at;
}
