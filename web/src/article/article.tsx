import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Claim, Document } from '../api/schema';
import { saying } from '../incident/states';
import { to } from '../route';
import { placer } from './offsets';
import { paragraphs, type Mark, type Piece } from './pieces';

/** The claim that the pointer is over or the focus is on, here or in the tally: both show it. */
export const lit = signal<string | null>(null);

/** A claim's span is of the revision that makes it: what another one said stands elsewhere in this text, or nowhere. */
function marksOf({ text, claims, about }: Document): Mark[] {
  const place = placer(text);
  return claims
    .filter((claim) => claim.revision === about.revision)
    .map(({ key, span: [start, end] }) => ({ start: place(start), end: place(end), claim: key }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

interface WordsProps {
  piece: Piece;
  claims: ReadonlyMap<string, Claim>;
  incident: string;
  open: string | null;
}

/** A piece of the text; where claims meet, it leads to the one that began last. */
function Words({ piece, claims, incident, open }: WordsProps) {
  const key = piece.claims.at(-1);
  const claim = key && claims.get(key);
  if (!claim) return <>{piece.text}</>;
  const counted = claim.main && claim.reading.incident === incident;
  const state = open && piece.claims.includes(open) ? ' pinned' : lit.value && piece.claims.includes(lit.value) ? ' lit' : '';
  return (
    <mark class={`${counted ? 'figure' : 'apart'} ${saying(claim).look}`}>
      <a
        href={to.claim(incident, claim.key)}
        class={state}
        data-claim={piece.begins.join(' ') || undefined}
        tabIndex={piece.begins.includes(claim.key) ? undefined : -1}
        onMouseEnter={() => (lit.value = claim.key)}
        onMouseLeave={() => (lit.value = null)}
        onFocus={() => (lit.value = claim.key)}
        onBlur={() => (lit.value = null)}
      >
        {piece.text}
      </a>
    </mark>
  );
}

interface Props {
  document: Document;
  incident: string;
  /** the key of the claim that is open */
  open: string | null;
}

/** A report's words, its claims marked in them; the open one is brought into view within the text. */
export function Article({ document, incident, open }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const claims = new Map(document.claims.map((claim) => [claim.key, claim]));
  useEffect(() => {
    const box = ref.current;
    const words = open && box?.querySelector<HTMLElement>(`[data-claim~="${CSS.escape(open)}"]`);
    if (box && words) box.scrollTop += words.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }, [open, document]);
  const { title } = document.about;
  return (
    <div class="article" ref={ref} lang="en" tabIndex={0} role="region" aria-label="The report’s words">
      {paragraphs(document.text, marksOf(document)).map((pieces, n) => (
        <p class={n === 0 && title && document.text.startsWith(title) ? 'headline' : ''}>
          {pieces.map((piece) => (
            <Words piece={piece} claims={claims} incident={incident} open={open} />
          ))}
        </p>
      ))}
    </div>
  );
}
