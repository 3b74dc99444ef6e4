// The base map: Natural Earth's countries at 1:50 million (public domain), from the package world-atlas, with their coast
// lines simplified so that the map costs less than the rest of the page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { quantize } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import type { Objects, Topology } from 'topojson-specification';

/** Triangles smaller than this, in square degrees, are cut off: 0.003 is about 6 by 6 km at the equator. */
const SMALLEST = 0.003;
/** Steps over the whole width of the map: a step is about 1 km. */
const STEPS = 4e4;

export function worldMap(): string {
  const path = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
  const { objects, ...atlas } = JSON.parse(readFileSync(path, 'utf8')) as Topology<Objects<{ name: string }>>;
  const whole = presimplify({ ...atlas, objects: { countries: objects['countries']! } });
  return JSON.stringify(quantize(simplify(whole, SMALLEST), STEPS));
}
