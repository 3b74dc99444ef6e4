import { useContext } from 'preact/hooks';
import type { Figure } from '../api/schema';
import { named } from '../incident/ledger';
import { Fold } from '../parts/fold';
import { Tag } from '../parts/speaker';
import { to } from '../route';
import { open } from '../state/open';
import { Around, clock, zoneOf } from '../time/clock';
import { Time } from '../time/time';
import { signs, spoken } from '../words/numbers';
import { Chart } from './chart';
import { linesOf, type Line, type Point } from './lines';

function Row({ line, point }: { line: Line; point: Point }) {
  const { at, claim, value, supersedes, correction, withdrawn, jump } = point.step;
  return (
    <tr>
      <td>{at ? <Time when={at} /> : 'time not known'}</td>
      <td>
        <span class="letter-mark">{line.letter}</span> {line.speaker}
      </td>
      <td>
        <a href={to.claim(open.value!.summary.id, claim)}>
          <span aria-hidden="true">{signs(value)}</span>
          <span class="vh">{spoken(value)}</span>
        </a>
      </td>
      <td>
        {correction && <Tag>correction</Tag>} {withdrawn && <Tag alarm>withdrawn</Tag>} {jump && <Tag alarm>look twice: a jump</Tag>}{' '}
        {supersedes && !correction && <Tag>update</Tag>}
      </td>
    </tr>
  );
}

const Table = ({ figure, lines }: { figure: Figure; lines: Line[] }) => (
  <div class="scroll" tabIndex={0} role="region" aria-label={`Course of ${named(figure)}`}>
    <table>
      <thead>
        <tr>
          <th scope="col">as of</th>
          <th scope="col">speaker</th>
          <th scope="col">says</th>
          <th scope="col">
            <span class="vh">how it changed</span>
          </th>
        </tr>
      </thead>
      <tbody>{lines.flatMap((line) => line.points.map((point) => <Row line={line} point={point} />))}</tbody>
    </table>
  </div>
);

function FigureCourse({ figure }: { figure: Figure }) {
  const zone = zoneOf(clock.value, useContext(Around));
  const lines = linesOf(figure.course);
  return (
    <section class="course" aria-label={named(figure)}>
      <h3>{named(figure)}</h3>
      <Chart lines={lines} zone={zone} />
      <ul class="lines plain in-line" aria-hidden="true">
        {lines.map((line, n) => (
          <li class={`hue-${n % 5}`}>
            <span class="letter-mark">{line.letter}</span> {line.speaker}
          </li>
        ))}
      </ul>
      <Fold summary="As a table">{() => <Table figure={figure} lines={lines} />}</Fold>
    </section>
  );
}

/** How each figure moved; one that was given once has no course. */
export function Courses() {
  const moved = open.value!.figures.filter((figure) => figure.course.length > 1);
  if (!moved.length) return null;
  return (
    <section aria-labelledby="course-title">
      <h2 id="course-title">How the figures moved</h2>
      <div class="courses">
        {moved.map((figure) => (
          <FigureCourse key={figure.key} figure={figure} />
        ))}
      </div>
    </section>
  );
}
