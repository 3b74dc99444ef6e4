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

const pixels = (view: View): number => view.height / view.span;
const shorten = (view: View): number => Math.max(Math.cos((view.lat * Math.PI) / 180), 0.2);

export const x = (view: View, lon: number): number => view.width / 2 + (lon - view.lon) * shorten(view) * pixels(view);
export const y = (view: View, lat: number): number => view.height / 2 - (lat - view.lat) * pixels(view);

export function boxOfView(view: View): Box {
  const half = view.width / 2 / pixels(view) / shorten(view);
  return { west: view.lon - half, east: view.lon + half, south: view.lat - view.span / 2, north: view.lat + view.span / 2 };
}

export const meet = (a: Box, b: Box): boolean => a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

export const path = (view: View, rings: Ring[]): string =>
  rings.map((ring) => `M${ring.map(([lon, lat]) => `${x(view, lon).toFixed(1)} ${y(view, lat).toFixed(1)}`).join('L')}Z`).join('');
