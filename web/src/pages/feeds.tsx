import { api } from '../api/client';
import type { Feed, FeedSettings } from '../api/schema';
import { Form, text } from '../parts/dialog';
import { askForName } from '../parts/login';
import { useTitle } from '../parts/title';
import { tellFault, tellReader } from '../state/desk';
import { feeds, takeFeed } from '../state/feeds';
import { received, Time } from '../time/time';
import { number } from '../words/numbers';

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

function Row({ feed }: { feed: Feed }) {
  const paused = feed.state === 'paused';
  return (
    <tr>
      <th scope="row">
        <b>{feed.title ?? feed.url}</b>
        <span class="dim url">{feed.kind === 'folder' ? `folder ${feed.url}` : feed.url}</span>
      </th>
      <td>
        <span class={feed.state === 'failing' || feed.state === 'gone' ? 'tag alarm' : 'tag'}>{STATES[feed.state]}</span>
        {feed.error && (
          <p class="alarm">
            {feed.error}
            {feed.failures > 1 && ` (${feed.failures} times in a row)`}
          </p>
        )}
      </td>
      <td>
        <When at={feed.last_success} none="never yet" />
      </td>
      <td>
        <When at={feed.last_new} none="nothing yet" />
      </td>
      <td>
        <When at={feed.next_try} none="–" /> <span class="dim">every {number(feed.interval_s)} s</span>
      </td>
      <td>
        {number(feed.documents)}
        {feed.skipped > 0 && <span class="dim">, {number(feed.skipped)} could not be read</span>}
      </td>
      <td class="actions">
        <button type="button" class="small" onClick={() => void set(feed, { paused: !paused })}>
          {paused ? 'Go on' : 'Pause'}
          <span class="vh"> {feed.title ?? feed.url}</span>
        </button>
        <button type="button" class="small" onClick={() => void set(feed, { poll: true })} disabled={paused}>
          Ask now<span class="vh"> {feed.title ?? feed.url}</span>
        </button>
      </td>
    </tr>
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
      {feeds.value.length === 0 && <p>No feed is followed yet.</p>}
      <div class="scroll" tabIndex={0} role="region" aria-label="Feeds and how they do">
        <table class="feeds">
          <thead>
            <tr>
              <th scope="col">feed</th>
              <th scope="col">how it does</th>
              <th scope="col">last answer</th>
              <th scope="col">last new report</th>
              <th scope="col">next turn</th>
              <th scope="col">reports</th>
              <th scope="col">
                <span class="vh">what to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {feeds.value.map((feed) => (
              <Row key={feed.key} feed={feed} />
            ))}
          </tbody>
        </table>
      </div>
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
