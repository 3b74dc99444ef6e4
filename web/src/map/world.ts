// The base map: fetched once, when a map is first shown.
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import url from 'virtual:world';

export type Ring = [lon: number, lat: number][];

export interface Country {
  name: string;
  rings: Ring[];
  box: Box;
  /** of its largest part, where its name belongs: not between a country and its islands overseas */
  main: Box;
}

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

function boxOf(points: Ring): Box {
  const box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [lon, lat] of points) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

const extent = ({ west, south, east, north }: Box): number => (east - west) * (north - south);

async function load(): Promise<Country[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the map could not be fetched: ${answer.status}`);
  const atlas = (await answer.json()) as Atlas;
  return feature(atlas, atlas.objects.countries).features.map(({ properties, geometry }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    const rings = polygons.flat().filter((ring) => ring.length > 3) as Ring[];
    const boxes = rings.map(boxOf).sort((a, b) => extent(b) - extent(a));
    return { name: properties.name, rings, box: boxOf(rings.flat()), main: boxes[0]! };
  });
}

let loaded: Promise<Country[]> | undefined;

export const world = (): Promise<Country[]> => (loaded ??= load());
