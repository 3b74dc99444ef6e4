import type { ComponentChildren } from 'preact';
import type { Speaker } from '../api/schema';

/** One speaker as a chip with the mark of its kind, as in the report; an unnamed one looks unnamed. */
export function Chip({ name, kind, anonymous }: Speaker) {
  return (
    <span class={anonymous ? 'chip unnamed' : 'chip'}>
      <svg class="kind" aria-hidden="true">
        <use href={`#kind-${kind}`} />
      </svg>
      <span class="vh">
        {kind}
        {anonymous && ', not named'}:{' '}
      </span>
      {name}
    </span>
  );
}

const Within = () => (
  <>
    {' '}
    <span class="in" aria-hidden="true">
      ‹
    </span>
    <span class="vh">quoting</span>{' '}
  </>
);

/** Who says it, reading inwards: AFP ‹ a Malian military source. The links come innermost first; joint speakers stand side
 * by side. */
export function Chain({ links }: { links: Speaker[][] }) {
  return (
    <span class="chain">
      {[...links].reverse().map((speakers, at) => (
        <>
          {at > 0 && <Within />}
          {speakers.map((speaker, n) => (
            <>
              {n > 0 && ' and '}
              <Chip {...speaker} />
            </>
          ))}
        </>
      ))}
    </span>
  );
}

export const Tag = ({ alarm = false, children }: { alarm?: boolean; children: ComponentChildren }) => (
  <span class={alarm ? 'tag alarm' : 'tag'}>{children}</span>
);
