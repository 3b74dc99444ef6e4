import type { Claim, Figure } from '../api/schema';
import { confirm, correct, reject, undo } from '../edit/claim';
import { note } from '../edit/incident';
import { Edits } from '../edit/list';
import { FIELDS, read, type Field } from '../edit/say';
import { Fold } from '../parts/fold';
import { useKeys } from '../parts/keys';
import { Chain, Tag } from '../parts/speaker';
import { to } from '../route';
import { claimOf, estimateOf, figureOf, open } from '../state/open';
import { Time } from '../time/time';
import { named } from './ledger';
import { saying } from './states';

const id = (): string => open.value!.summary.id;

/** Where an editor gave it. */
const elsewhere = ({ reading }: Claim): string | null => (reading.incident && reading.incident !== id() ? `counted in ${reading.incident}` : null);

/** What the rule made of each claim of the figure; this claim's line is marked. */
function Trace({ figure, claim }: { figure: Figure; claim: Claim }) {
  const estimate = estimateOf(figure);
  if (!estimate) return null;
  const own = estimate.trace.find((step) => step.claim === claim.key);
  return (
    <>
      <dt>the rule “{estimate.rule}”</dt>
      <dd>
        {own ? own.says : 'did not look at it'}
        <Fold summary={`All it looked at for ${named(figure)}`}>
          {() => (
            <ol class="trace">
              {estimate.trace.map((step) => {
                const other = claimOf(step.claim);
                return (
                  <li aria-current={step.claim === claim.key ? 'true' : undefined}>
                    {other ? <a href={to.claim(id(), other.key)}>“{other.words}”</a> : step.claim}: {step.says}
                  </li>
                );
              })}
            </ol>
          )}
        </Fold>
      </dd>
    </>
  );
}

/** The machine's reading beside the one that counts now, where they differ. */
function Readings({ claim }: { claim: Claim }) {
  const { machine, reading } = claim;
  if (!machine) return null;
  const differ = (Object.keys(FIELDS) as Field[]).filter((field) => read(machine, field) !== read(reading, field));
  return (
    <table class="readings">
      <thead>
        <tr>
          <th scope="col">
            <span class="vh">field</span>
          </th>
          <th scope="col">as the machine read it</th>
          <th scope="col">by an editor’s word</th>
        </tr>
      </thead>
      <tbody>
        {differ.map((field) => (
          <tr>
            <th scope="row">{FIELDS[field]}</th>
            <td>
              <s>{read(machine, field)}</s>
            </td>
            <td>
              <b>{read(reading, field)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Actions({ claim }: { claim: Claim }) {
  const acts: [key: string, label: string, act: () => void][] = [
    ['c', 'Confirm', () => void confirm(claim)],
    ['e', 'Correct…', () => void correct(claim)],
    ['x', 'Reject…', () => void reject(claim)],
    ['n', 'Note…', () => void note({ incident: id(), document: claim.document, claim: claim.key })],
    ['u', 'Undo', () => void undo(claim)],
  ];
  useKeys(Object.fromEntries(acts.map(([key, , act]) => [key, act])));
  return (
    <p class="actions">
      {acts.map(([key, label, act]) => (
        <button type="button" class="small" onClick={act}>
          {label} <kbd>{key}</kbd>
        </button>
      ))}
    </p>
  );
}

/** One figure as one speaker gives it: its words, who says it through whom, what became of it, and an editor's buttons. */
export function ClaimDetail({ claim }: { claim: Claim }) {
  const figure = figureOf(claim);
  const { tag, alarm } = saying(claim);
  return (
    <section class="claim-detail" aria-labelledby="claim-title">
      <h2 id="claim-title" tabIndex={-1}>
        {read(claim.reading, 'measure')}
        {claim.reading.of && `, ${read(claim.reading, 'of')}`}: <b>{read(claim.reading, 'value')}</b> {tag && <Tag alarm={alarm}>{tag}</Tag>}{' '}
        {claim.state === 'confirmed' && <Tag>confirmed</Tag>} {!claim.main && <Tag>{elsewhere(claim) ?? 'background: not counted'}</Tag>}
      </h2>
      <blockquote>
        {claim.before}
        <mark>{claim.words}</mark>
        {claim.after}
      </blockquote>
      <dl>
        <dt>who says it</dt>
        <dd>{claim.reading.chain.length ? <Chain links={claim.reading.chain} /> : 'the report in its own voice'}</dd>
        <dt>as of</dt>
        <dd>{claim.as_of ? <Time when={claim.as_of} relative /> : 'not known'}</dd>
        {figure && <Trace figure={figure} claim={claim} />}
        <dt>how sure</dt>
        <dd>{Math.round(claim.confidence * 100)} % that it is read rightly</dd>
      </dl>
      <Readings claim={claim} />
      <Edits edits={open.value!.edits.filter((edit) => claim.edits.includes(edit.edit))} />
      <Actions claim={claim} />
    </section>
  );
}
