import type { BackgroundItem, Incident } from '../api/schema';
import { Places } from '../map/places';
import { Tag } from '../parts/speaker';
import { to } from '../route';
import { claimOf, documentsByKey } from '../state/open';
import { signs } from '../words/numbers';
import { kind, measure, role } from '../words/tables';
import { where } from '../pages/row';

/** Who took part, as it is said. */
export function Who({ incident }: { incident: Incident }) {
  const names = [...new Set(incident.roles.map((r) => r.role))];
  if (!names.length) return null;
  return (
    <section class="about" aria-labelledby="who-title">
      <h2 id="who-title">Who</h2>
      <dl>
        {names.map((name) => (
          <>
            <dt>{role(name)}</dt>
            <dd>
              <ul class="plain">
                {incident.roles
                  .filter((r) => r.role === name)
                  .map((r) => (
                    <li>
                      {r.name} {r.as && r.as !== 'stated' && <Tag>{r.as}</Tag>}
                      {r.sources.length > 0 && <span class="dim"> according to {r.sources.join(', ')}</span>}
                    </li>
                  ))}
              </ul>
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

/** The incident's own place leads, whatever its reports make of it; the others follow as they are told. */
export function Where({ incident }: { incident: Incident }) {
  const { place } = incident.summary;
  const own = place && place.lat !== null && place.lon !== null ? { name: place.name, lat: place.lat, lon: place.lon } : null;
  const others = incident.places.filter(({ name, lat, lon }) => !own || (name !== own.name && (lat !== own.lat || lon !== own.lon)));
  const spots = own ? [{ ...own, role: 'scene' as const, reports: incident.summary.origins }, ...others] : others;
  if (!place && !spots.length) return null;
  return (
    <section aria-labelledby="where-title">
      <h2 id="where-title">Where{place && `: ${where(incident.summary)}`}</h2>
      {!own && <p class="dim">{place ? 'Its coordinates are not known.' : 'Which place is not known.'}</p>}
      {spots.length > 0 && <Places spots={spots} />}
    </section>
  );
}

function Background({ item, id }: { item: BackgroundItem; id: string }) {
  return (
    <li>
      <Tag>another event</Tag> {[kind(item.kind), item.place, item.begin].filter(Boolean).join(', ')}{' '}
      <span class="dim">in {documentsByKey.value.get(item.document)?.outlet ?? 'a report'}</span>
      <ul class="claims">
        {item.claims.map(claimOf).map(
          (claim) =>
            claim && (
              <li key={claim.key}>
                <b>
                  {signs(claim.reading.value)} {measure(claim.reading.measure, claim.reading.state)}
                </b>
                : <a href={to.claim(id, claim.key)}>“{claim.words}”</a>
              </li>
            ),
        )}
      </ul>
    </li>
  );
}

/** What the reports tell beside the news: kept apart, and not counted. */
export function Apart({ incident }: { incident: Incident }) {
  const { background, summary } = incident;
  if (!background.length) return null;
  return (
    <details class="apart">
      <summary>
        <h2>Background: not counted here</h2>
      </summary>
      <ul class="plain">
        {background.map((item) => (
          <Background item={item} id={summary.id} />
        ))}
      </ul>
    </details>
  );
}
