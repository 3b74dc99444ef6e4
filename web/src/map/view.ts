// A flat map around a point: degrees of longitude shortened by the cosine of the middle's latitude.
import type { Box, Ring } from './world';

export interface View {
  lon: number;
  lat: number;
  /** degrees of latitude from top to bottom */
  span: number;
  width: number;
  height: number;
}

export interface Point {
  lon: number;
  lat: number;
}

export const NEAREST = 1.2; // degrees from top to bottom
export const FARTHEST = 140;

/** The view of `size` that holds all points with room around them, at least `least` degrees from top to bottom. */
export function fit(points: readonly Point[], size: Pick<View, 'width' | 'height'>, least: number): View {
  const lons = points.map((p) => p.lon);
  const lats = points.map((p) => p.lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };
  const across = ((east - west) * shorten({ ...middle, ...size, span: 1 }) * size.height) / size.width;
  const span = Math.min(Math.max((north - south) / 0.7, across / 0.7, least), FARTHEST);
  return { ...middle, ...size, span };
}

/** The view after the map was drawn aside by so many pixels. */
export const shifted = (view: View, dx: number, dy: number): View => ({
  ...view,
  lon: view.lon - dx / pixels(view) / shorten(view),
  lat: Math.min(Math.max(view.lat + dy / pixels(view), -80), 80),
});

const pixels = (view: View): number => view.height / view.span;
const shorten = (view: View): number => Math.max(Math.cos((view.lat * Math.PI) / 180), 0.2);

export const x = (view: View, lon: number): number => view.width / 2 + (lon - view.lon) * shorten(view) * pixels(view);
export const y = (view: View, lat: number): number => view.height / 2 - (lat - view.lat) * pixels(view);

export function boxOfView(view: View): Box {
  const half = view.width / 2 / pixels(view) / shorten(view);
  return { west: view.lon - half, east: view.lon + half, south: view.lat - view.span / 2, north: view.lat + view.span / 2 };
}

export const meet = (a: Box, b: Box): boolean => a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

const step = (view: View, [lon, lat]: Ring[number], before: Ring[number] | undefined): string =>
  `${!before || Math.abs(lon - before[0]) > 180 ? 'M' : 'L'}${x(view, lon).toFixed(1)} ${y(view, lat).toFixed(1)}`;

/** A ring that goes round the 180th meridian is broken there: a line back across the map would be no border. */
export const path = (view: View, rings: Ring[]): string =>
  rings.map((ring) => `${ring.map((point, n) => step(view, point, ring[n - 1])).join('')}Z`).join('');

export interface Label {
  /** its middle */
  x: number;
  y: number;
  width: number;
}

const LINE = 15; // pixels

/** Which labels have room, one after the other: none over one before it. */
export function roomy(labels: readonly (Label | null)[]): boolean[] {
  const taken: Label[] = [];
  return labels.map((label) => {
    if (!label || taken.some((t) => Math.abs(t.y - label.y) < LINE && Math.abs(t.x - label.x) < (t.width + label.width) / 2)) return false;
    taken.push(label);
    return true;
  });
}
