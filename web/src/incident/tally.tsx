import type { Figure, LedgerRow } from '../api/schema';
import { lit } from '../article/article';
import { HowMany, mostOf, type Range } from '../parts/bar';
import { Long } from '../parts/fold';
import { Chain, Chip, Tag } from '../parts/speaker';
import { route, to } from '../route';
import { chosenRule, desk, rule } from '../state/desk';
import { claimOf, estimateOf, open } from '../state/open';
import { Time } from '../time/time';
import { signs, spoken } from '../words/numbers';
import { standing } from './states';

const MOST = 6; // lines of a figure that are shown at once

function Rules() {
  return (
    <label class="rules">
      by the rule{' '}
      <select value={rule.value} onChange={(event) => (chosenRule.value = event.currentTarget.value)}>
        {desk.value?.rules.map(({ name }) => (
          <option value={name}>{name === desk.value?.rule ? `${name} (the desk’s)` : name}</option>
        ))}
      </select>
      <b class="on-paper">“{rule.value}”</b> <span class="dim">{desk.value?.rules.find((r) => r.name === rule.value)?.says}</span>
    </label>
  );
}

const EDITED: ReadonlySet<string> = new Set(['confirmed', 'corrected', 'rejected']);

/** What one speaker says, with the words of their newest claim, which lead to them. */
function Line({ row, disputed }: { row: LedgerRow; disputed: boolean }) {
  const key = row.claims.at(-1);
  const claim = key === undefined ? undefined : claimOf(key);
  const { look, tag, alarm } = standing(row);
  const at = route.value;
  const pinned = at.page === 'incident' && at.claim && row.claims.includes(at.claim);
  const light = pinned ? ' pinned' : lit.value && row.claims.includes(lit.value) ? ' lit' : '';
  return (
    <li class={look + light} onMouseEnter={() => (lit.value = key ?? null)} onMouseLeave={() => (lit.value = null)}>
      {disputed && (
        <b class="side">
          <span aria-hidden="true">{signs(row.value)}</span>
          <span class="vh">{spoken(row.value)}</span>
        </b>
      )}{' '}
      {tag && <Tag alarm={alarm}>{tag}</Tag>} {claim?.reading.chain.length ? <Chain links={claim.reading.chain} /> : <Chip {...row.speaker} />}
      <span class="vh">: </span>{' '}
      {claim && open.value && (
        <a class="q" href={to.claim(open.value.summary.id, claim.key)}>
          {look === 'struck' ? <s>“{claim.words}”</s> : `“${claim.words}”`}
        </a>
      )}
      {claim && EDITED.has(claim.state) && <Edited state={claim.state} />}{' '}
      <span class="dim">
        {row.since && (
          <>
            since <Time when={row.since} short />
          </>
        )}
        {row.outlets.length > 1 && `, carried by ${row.outlets.join(', ')}`}
      </span>
    </li>
  );
}

/** A pen mark for what an editor's word has touched. */
const Edited = ({ state }: { state: string }) => (
  <span class="dim">
    {' '}
    <span class="pen" aria-hidden="true">
      ✎
    </span>{' '}
    {state}
  </span>
);

const List = ({ rows, sides = false }: { rows: readonly LedgerRow[]; sides?: boolean }) => (
  <ul class={sides ? 'claims sides' : 'claims'}>
    {rows.map((row) => (
      <Line key={row.claims.join()} row={row} disputed={sides} />
    ))}
  </ul>
);

/** Those at odds stand side by side under a bracket, each with its figure first; the others below. */
function Lines({ rows, disputed }: { rows: LedgerRow[]; disputed: boolean }) {
  const odds = disputed ? rows.filter((row) => row.against.length > 0) : [];
  const others = rows.filter((row) => !odds.includes(row));
  return (
    <div class="who-says">
      {disputed && (
        <p class="alarm disputed">
          Disputed<span class="vh">: the speakers disagree</span>
        </p>
      )}
      {odds.length > 0 && <Long items={odds} most={MOST} list={(some) => <List rows={some} sides />} />}
      <Long items={others} most={MOST} list={(some) => <List rows={some} />} />
    </div>
  );
}

/** What stands comes first, at odds before the rest, and what is asserted before what is denied or feared. */
const weight = ({ state, polarity, against }: LedgerRow): number =>
  (state === 'stands' ? 0 : 4) + (polarity === 'asserted' ? 0 : 2) + (against.length ? 0 : 1);

const byWeight = (a: LedgerRow, b: LedgerRow): number => weight(a) - weight(b) || (b.since?.at ?? '').localeCompare(a.since?.at ?? '');

/** The link to the claim that the rule chose. */
function chosen(figure: Figure): string | null {
  const key = estimateOf(figure)?.trace.find((step) => step.verdict === 'chosen')?.claim;
  return key ? to.claim(open.value!.summary.id, key) : null;
}

function FigureRow({ figure, range, most }: { figure: Figure; range: Range; most: number }) {
  const rows = (open.value?.ledger ?? []).filter((row) => row.figure === figure.key).sort(byWeight);
  const What = figure.part_of ? 'h4' : 'h3';
  return (
    <li class={figure.part_of ? 'row part' : 'row'} id={`figure-${figure.key}`}>
      <What class="what">{figure.of_label ?? figure.label}</What>
      <HowMany {...range} most={most} href={chosen(figure)} />
      <Lines rows={rows} disputed={range.disputed} />
    </li>
  );
}

const NOTHING: Range = { low: null, best: null, high: null, disputed: false };

/** A whole and then its parts: they share one scale. */
export function Tally() {
  const figures = open.value?.figures ?? [];
  const wholes = figures.filter((f) => !figures.some((other) => other.key === f.part_of));
  return (
    <section class="tally" aria-labelledby="tally-title">
      <h2 id="tally-title">How many, and who says so</h2>
      <Rules />
      {figures.length === 0 && <p>No figures are given.</p>}
      <ol class="rows">
        {wholes.flatMap((whole) => {
          const group = [whole, ...figures.filter((f) => f.part_of === whole.key)];
          const ranges = group.map((f) => estimateOf(f) ?? NOTHING);
          return group.map((figure, n) => <FigureRow key={figure.key} figure={figure} range={ranges[n]!} most={mostOf(ranges)} />);
        })}
      </ol>
    </section>
  );
}
