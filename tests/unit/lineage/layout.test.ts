import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Layout, type Link, layoutLineage, NODE_HEIGHT, NODE_WIDTH } from '#lib/lineage/layout.ts';

const graphs = fc.integer({ min: 1, max: 30 }).chain((count) =>
  fc.record({
    keys: fc.constant(Array.from({ length: count }, (_, index) => `n${index}`)),
    links: fc.array(
      fc
        .tuple(fc.nat(count - 1), fc.nat(count - 1))
        .map(([from, to]): Link => ({ from: `n${from}`, to: `n${to}` })),
      { maxLength: 50 },
    ),
  }),
);

function overlapping({ places }: Layout): string[] {
  const all = [...places];
  return all.flatMap(([key, a], index) =>
    all
      .slice(index + 1)
      .filter(([, b]) => Math.abs(a.x - b.x) < NODE_WIDTH && Math.abs(a.y - b.y) < NODE_HEIGHT)
      .map(([other]) => `${key} ${other}`),
  );
}

test('no two nodes overlap, and all are inside', () => {
  fc.assert(
    fc.property(graphs, ({ keys, links }) => {
      const layout = layoutLineage(keys, links);
      expect([...layout.places.keys()]).toEqual(keys);
      expect(overlapping(layout)).toEqual([]);
      for (const { x, y } of layout.places.values()) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + NODE_WIDTH).toBeLessThanOrEqual(layout.width);
        expect(y + NODE_HEIGHT).toBeLessThanOrEqual(layout.height);
      }
    }),
  );
});

test('a link goes from layer to layer, to the left, and through no other node', () => {
  fc.assert(
    fc.property(graphs, ({ keys, links }) => {
      const forward = links.filter(({ from, to }) => Number(from.slice(1)) > Number(to.slice(1)));
      const { places, lines } = layoutLineage(keys, forward);
      expect(lines).toHaveLength(forward.length);
      for (const { from, to, points } of lines) {
        const [origin, heir] = [places.get(to), places.get(from)];
        expect(heir?.layer).toBeGreaterThan(origin?.layer ?? Number.NaN);
        expect(points[0]).toEqual({
          x: (origin?.x ?? 0) + NODE_WIDTH,
          y: (origin?.y ?? 0) + NODE_HEIGHT / 2,
        });
        expect(points.at(-1)).toEqual({ x: heir?.x, y: (heir?.y ?? 0) + NODE_HEIGHT / 2 });
        for (const { x, y } of points.slice(1, -1))
          for (const place of places.values())
            expect(x > place.x && x < place.x + NODE_WIDTH && y > place.y && y < place.y + NODE_HEIGHT).toBe(
              false,
            );
      }
    }),
  );
});

test('what relies on nothing stands in the first layer, a chain in as many as it has links', () => {
  const { places } = layoutLineage(
    ['a', 'b', 'c', 'alone'],
    [
      { from: 'b', to: 'a' },
      { from: 'c', to: 'b' },
      { from: 'c', to: 'a' },
    ],
  );
  expect([...places.values()].map((place) => place.layer)).toEqual([0, 1, 2, 0]);
});

test('crossings that can be undone are', () => {
  const { places } = layoutLineage(
    ['a', 'b', 'x', 'y'],
    [
      { from: 'x', to: 'b' },
      { from: 'y', to: 'a' },
    ],
  );
  const y = (key: string) => places.get(key)?.y ?? 0;
  expect(Math.sign(y('x') - y('y'))).toBe(Math.sign(y('b') - y('a')));
});

test('a circle is drawn too, and an empty graph is empty', () => {
  const ring = ['a', 'b', 'c'];
  const { lines, places } = layoutLineage(
    ring,
    ring.map((from, index) => ({ from, to: ring[(index + 1) % 3] ?? '' })),
  );
  expect(lines).toHaveLength(3);
  expect(new Set([...places.values()].map((place) => place.layer)).size).toBe(3);
  expect(layoutLineage([], [])).toMatchObject({ width: 0, height: 0, lines: [] });
});

test('200 nodes lie apart', () => {
  const keys = Array.from({ length: 200 }, (_, index) => `n${index}`);
  const links = keys.flatMap((from, index) =>
    index === 0 ? [] : [1, 3].map((step) => ({ from, to: `n${Math.floor(index / (step + 1))}` })),
  );
  const layout = layoutLineage(keys, links);
  expect(overlapping(layout)).toEqual([]);
});
