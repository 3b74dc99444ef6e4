// Whether the made-up server answers as docs/openapi.json says: what is tested against it would mean nothing otherwise.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { startMock } from '../../web/mock/server.mjs';

const Ajv = createRequire(new URL('../page/package.json', import.meta.url))('ajv/dist/2020').default;
const openapi = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));

const ANSWERS = {
  Desk: 'api/desk', Session: 'api/session', Hours: 'api/hours', IncidentList: 'api/incidents', Incident: 'api/incidents/I12', Document: 'api/documents/17',
  FeedList: 'api/feeds', Health: 'api/health', EditList: 'api/edits', AlertList: 'api/alerts', Error: 'api/nowhere',
};

export async function contract({ check }) {
  const ajv = new Ajv({ strict: false });
  ajv.addSchema(openapi, 'openapi');
  const faults = (name, value) => {
    const valid = ajv.getSchema(`openapi#/components/schemas/${name}`);
    return valid(value) ? [] : valid.errors.map((e) => `${e.instancePath} ${e.message}`);
  };
  const mock = await startMock();
  mock.desk.edit('Ann', { kind: 'confirm', claim: '17:c1', version: 1 });
  for (const [name, path] of Object.entries(ANSWERS))
    check(`contract: ${path} is a ${name}`, faults(name, await (await fetch(mock.url + path)).json()), []);
  const { late } = await import('../../web/mock/texts.mjs');
  mock.desk.arrive(late.incident, late.document);
  check('contract: a change', mock.desk.changes.flatMap((c) => faults('Change', c)), []);
  mock.stop();
}
