import { grouped } from './lineage.ts';

/** px, as CSS draws them in components/lineage. */
export const NODE_WIDTH = 200;
export const NODE_HEIGHT = 66;
const COLUMN_GAP = 56;
const ROW_GAP = 12;
/** The room that a passing edge takes in a layer. */
const LANE_HEIGHT = 10;
const SWEEPS = 6;

export type Link = { from: string; to: string };
type Place = { layer: number; x: number; y: number };
export type Point = { x: number; y: number };
export type Layout = {
  width: number;
  height: number;
  places: Map<string, Place>;
  /** From the right side of what is relied on to the left side of what relies, by way of free lanes. */
  lines: { from: string; to: string; points: Point[] }[];
};

type Slot = { key: string; height: number; layer: number; y: number; back: Slot[]; on: Slot[] };

/**
 * Places nodes in layers: what relies on nothing at the left, everything else right of all that it relies on (longest
 * path), in an order with few crossings (barycentres). A link that closes a circle is drawn and does not count for the layers.
 */
export function layoutLineage(keys: readonly string[], links: readonly Link[]): Layout {
  const known = new Set(keys);
  const drawn = links.filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
  const layerOf = longestPaths(keys, drawn);
  const slots = new Map(
    keys.map((key) => [key, slot(key, NODE_HEIGHT, layerOf.get(key) ?? 0)] satisfies [string, Slot]),
  );
  const all = [...slots.values()];
  const routes = drawn.flatMap((link) => {
    const ends = [slots.get(link.from), slots.get(link.to)];
    const [right, left] = ends[0] && ends[1] && ends[0].layer < ends[1].layer ? ends.reverse() : ends;
    if (!right || !left) return [];
    const way = [left];
    for (let layer = left.layer + 1; layer < right.layer; layer++)
      way.push(slot(`${link.from} ${link.to} ${layer}`, LANE_HEIGHT, layer));
    all.push(...way.slice(1));
    way.push(right);
    for (const [index, next] of way.slice(1).entries()) {
      const here = way[index];
      here?.on.push(next);
      if (here) next.back.push(here);
    }
    return [{ link, way }];
  });

  const layers = [...grouped(all, (one) => one.layer)].sort(([a], [b]) => a - b).map(([, layer]) => layer);
  order(layers);
  const height = stack(layers);
  return {
    width: layers.length === 0 ? 0 : layers.length * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP,
    height,
    places: new Map(keys.map((key) => [key, placeOf(slots.get(key))])),
    lines: routes.map(({ link, way }) => ({ ...link, points: pointsOf(way) })),
  };
}

function slot(key: string, height: number, layer: number): Slot {
  return { key, height, layer, y: 0, back: [], on: [] };
}

function placeOf(at: Slot | undefined): Place {
  return { layer: at?.layer ?? 0, x: leftOf(at?.layer ?? 0), y: at?.y ?? 0 };
}

function leftOf(layer: number): number {
  return layer * (NODE_WIDTH + COLUMN_GAP);
}

function pointsOf(way: readonly Slot[]): Point[] {
  return way.flatMap((at, index) => {
    const y = at.y + at.height / 2;
    const ends = [
      ...(index > 0 ? [{ x: leftOf(at.layer), y }] : []),
      ...(index < way.length - 1 ? [{ x: leftOf(at.layer) + NODE_WIDTH, y }] : []),
    ];
    return ends;
  });
}

/** Layer by layer from the origins; without recursion, since a chain may be long. */
function longestPaths(keys: readonly string[], links: readonly Link[]): Map<string, number> {
  const forward = withoutCircles(keys, links);
  const waiting = new Map<string, number>();
  for (const { from } of forward) waiting.set(from, (waiting.get(from) ?? 0) + 1);
  const heirs = grouped(forward, (link) => link.to);
  const layers = new Map<string, number>();
  for (const key of keys) if (!waiting.has(key)) layers.set(key, 0);
  for (const [key] of layers) {
    for (const { from } of heirs.get(key) ?? []) {
      const left = (waiting.get(from) ?? 0) - 1;
      waiting.set(from, left);
      if (left > 0) continue;
      const behind = forward.filter((link) => link.from === from).map((link) => layers.get(link.to) ?? 0);
      layers.set(from, Math.max(...behind) + 1);
    }
  }
  return layers;
}

/** Leaves out each link that leads back to where its walk came from. */
function withoutCircles(keys: readonly string[], links: readonly Link[]): Link[] {
  const out = grouped(links, (link) => link.from);
  const state = new Map<string, 'open' | 'done'>();
  const kept: Link[] = [];
  for (const start of keys) {
    if (state.has(start)) continue;
    const walk = [{ key: start, rest: [...(out.get(start) ?? [])] }];
    state.set(start, 'open');
    for (let top = walk.at(-1); top; top = walk.at(-1)) {
      const link = top.rest.shift();
      if (!link) {
        state.set(top.key, 'done');
        walk.pop();
        continue;
      }
      const seen = state.get(link.to);
      if (seen !== 'open') kept.push(link);
      if (seen) continue;
      state.set(link.to, 'open');
      walk.push({ key: link.to, rest: [...(out.get(link.to) ?? [])] });
    }
  }
  return kept;
}

/** Each layer by the mean place of its neighbours, to and fro; what has none at all stands last. */
function order(layers: Slot[][]): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const layer of forth ? layers : layers.toReversed()) {
      const mean = new Map(
        layer.map((one, index) => {
          const near = forth ? one.back : one.on;
          if (one.back.length + one.on.length === 0) return [one, Number.MAX_VALUE];
          return [one, near.length === 0 ? index : near.reduce((sum, { y }) => sum + y, 0) / near.length];
        }),
      );
      layer.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0));
      for (const [index, one] of layer.entries()) one.y = index;
    }
  }
}

/** Gives each slot its height from the top, near what it relies on. Answers the height of all. */
function stack(layers: readonly Slot[][]): number {
  for (const layer of layers) {
    let free = Number.NEGATIVE_INFINITY;
    let shift = 0;
    let tied = 0;
    for (const one of layer) {
      const wanted =
        one.back.length === 0
          ? free
          : one.back.reduce((sum, near) => sum + near.y + near.height / 2, 0) / one.back.length -
            one.height / 2;
      one.y = Number.isFinite(wanted) || Number.isFinite(free) ? Math.max(wanted, free) : 0;
      if (one.back.length > 0) {
        shift += wanted - one.y;
        tied += 1;
      }
      free = one.y + one.height + ROW_GAP;
    }
    if (tied > 0) for (const one of layer) one.y += shift / tied;
  }
  const all = layers.flat();
  const top = all.reduce((least, one) => Math.min(least, one.y), Number.POSITIVE_INFINITY);
  for (const one of all) one.y = Math.round(one.y - top);
  return all.reduce((most, one) => Math.max(most, one.y + one.height), 0);
}
