// run.mjs: the desk's page in a browser, against a server of made-up data (web/mock). usage: node tests/web/run.mjs [PART...]
//
// Each part looks at one thing: what is listed, what an incident's page tells, editing, what comes in live, clocks, access
// (axe, keyboard, phone, paper), frames with 2,000 incidents, size, and whether the made-up server keeps to docs/openapi.json.
// Nothing may be asked of another host, and no error may stand in the console. Ends "web: N passed, N failed". With
// PICTURES=FOLDER views are kept as pictures to look at; SITREP names the program whose own desk is looked at too.
import { counter, launch } from '../page/browser.mjs';
import { access } from './access.mjs';
import { clocks } from './clocks.mjs';
import { desk } from './desk.mjs';
import { editing } from './editing.mjs';
import { frames } from './frames.mjs';
import { incident } from './incident.mjs';
import { incidents } from './incidents.mjs';
import { contract } from './contract.mjs';
import { live } from './live.mjs';
import { pages } from './pages.mjs';
import { sessions } from './sessions.mjs';
import { size } from './size.mjs';
import { visitor } from './visit.mjs';

const PARTS = { contract, size, incidents, incident, editing, live, clocks, pages, sessions, access, frames, desk };

const { check, total } = counter('web');
const browser = await launch();
const wanted = process.argv.slice(2);
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length && !wanted.includes(name)) continue;
    await part({ browser, check, visit: visitor(browser, check, name) });
  }
} finally {
  await browser.close();
}
total();
