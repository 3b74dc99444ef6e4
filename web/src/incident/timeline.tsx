import type { TimelineItem } from '../api/schema';
import { Long } from '../parts/fold';
import { Tag } from '../parts/speaker';
import { to } from '../route';
import { open } from '../state/open';
import { Time } from '../time/time';

const MOST = 30;
const ALARM: ReadonlySet<TimelineItem['kind']> = new Set(['dispute', 'withdrawal']);

function Says({ item }: { item: TimelineItem }) {
  const id = open.value!.summary.id;
  if (item.claim) return <a href={to.claim(id, item.claim)}>{item.says}</a>;
  if (item.document) return <a href={to.document(id, item.document)}>{item.says}</a>;
  return <>{item.says}</>;
}

const Items = ({ items }: { items: readonly TimelineItem[] }) => (
  <ol class="timeline">
    {items.map((item) => (
      <li key={`${item.kind} ${item.at.at} ${item.claim ?? item.document ?? item.edit ?? item.says}`}>
        <Time when={item.at} />
        <span>
          <Tag alarm={ALARM.has(item.kind)}>{item.kind}</Tag> <Says item={item} />
        </span>
      </li>
    ))}
  </ol>
);

/** What happened, and when it was said, in the order of time. */
export function Timeline() {
  const items = open.value!.timeline;
  if (!items.length) return null;
  return (
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline</h2>
      <Long items={items} most={MOST} list={(some) => <Items items={some} />} />
    </section>
  );
}
