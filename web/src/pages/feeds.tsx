import { api } from '../api/client';
import type { Feed, FeedSettings } from '../api/schema';
import { Form, text } from '../parts/dialog';
import { askForName } from '../parts/login';
import { Tag } from '../parts/speaker';
import { useTitle } from '../parts/title';
import { tellFault, tellReader } from '../state/desk';
import { feeds, takeFeed } from '../state/feeds';
import { received, Time } from '../time/time';
import { number } from '../words/numbers';
import { Health } from './health';

const STATES: Record<Feed['state'], string> = {
  waiting: 'waiting for its next turn',
  fetching: 'being fetched',
  failing: 'failing',
  paused: 'paused',
  gone: 'gone: not asked for again',
};

async function set(feed: Feed, settings: FeedSettings): Promise<void> {
  if (!(await askForName())) return;
  try {
    takeFeed(await api.setFeed(feed.key, settings));
  } catch (fault) {
    tellFault(fault);
  }
}

const When = ({ at, none }: { at: string | null; none: string }) => (at ? <Time when={received(at)} short relative /> : <>{none}</>);

function Item({ feed }: { feed: Feed }) {
  const paused = feed.state === 'paused';
  const name = feed.title ?? feed.url;
  return (
    <li class="feed">
      <div>
        <h2>{name}</h2>
        <p class="dim url">{feed.kind === 'folder' ? `folder ${feed.url}` : feed.url}</p>
        <p>
          <Tag alarm={feed.state === 'failing' || feed.state === 'gone'}>{STATES[feed.state]}</Tag>
        </p>
        {feed.error && (
          <p class="alarm">
            {feed.error}
            {feed.failures > 1 && ` (${feed.failures} times in a row)`}
          </p>
        )}
      </div>
      <dl>
        <dt>last answer</dt>
        <dd>
          <When at={feed.last_success} none="never yet" />
        </dd>
        <dt>last new report</dt>
        <dd>
          <When at={feed.last_new} none="nothing yet" />
        </dd>
        <dt>next turn</dt>
        <dd>
          <When at={feed.next_try} none="none" />; every {number(feed.interval_s)} s
        </dd>
        <dt>reports</dt>
        <dd>
          {number(feed.documents)}
          {feed.skipped > 0 && `, ${number(feed.skipped)} could not be read`}
        </dd>
      </dl>
      <p class="actions">
        <button type="button" class="small" onClick={() => void set(feed, { paused: !paused })}>
          {paused ? 'Go on' : 'Pause'}
          <span class="vh"> {name}</span>
        </button>
        <button type="button" class="small" onClick={() => void set(feed, { poll: true })} disabled={paused}>
          Ask now<span class="vh"> {name}</span>
        </button>
      </p>
    </li>
  );
}

async function follow(values: FormData): Promise<void> {
  if (!(await askForName())) return;
  const interval = Number(values.get('interval'));
  takeFeed(await api.addFeed({ url: text(values, 'url'), ...(interval ? { interval_s: interval } : {}) }));
}

async function add(values: FormData): Promise<void> {
  if (!(await askForName())) return;
  const url = text(values, 'address');
  const added = await api.addDocument(url ? { url } : { text: text(values, 'text'), ...(text(values, 'outlet') ? { outlet: text(values, 'outlet') } : {}) });
  const where = added.incidents.length ? ` in ${added.incidents.join(', ')}` : '';
  tellReader({ added: `Read${where}`, revised: `A new revision${where}`, unchanged: 'Known already', fetching: 'Being fetched' }[added.status] + (added.note ? `; ${added.note}` : ''));
}

export function FeedsPage() {
  useTitle('Feeds');
  return (
    <>
      <h1 class="page-title">Feeds</h1>
      {feeds.value?.length === 0 && <p>No feed is followed yet.</p>}
      <ul class="feeds">
        {feeds.value?.map((feed) => (
          <Item key={feed.key} feed={feed} />
        ))}
      </ul>
      <Health />
      <div class="two-forms">
        <section>
          <h2>Follow another feed</h2>
          <Form does="Follow" send={follow}>
            <label>
              Its address: RSS, Atom or JSON Feed
              <input name="url" type="url" required maxLength={2000} />
            </label>
            <label>
              Ask every … seconds
              <input name="interval" type="number" min={10} max={86400} placeholder="as the desk is set" />
            </label>
          </Form>
        </section>
        <section>
          <h2>Read a report</h2>
          <Form does="Read" send={add}>
            <label>
              Its address
              <input name="address" type="url" maxLength={2000} />
            </label>
            <label>
              or its words
              <textarea name="text" rows={5} />
            </label>
            <label>
              and its outlet
              <input name="outlet" maxLength={200} />
            </label>
          </Form>
        </section>
      </div>
    </>
  );
}
