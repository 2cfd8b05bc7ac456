import type { Route } from 'next';
import Link from 'next/link';
import { layoutLineage, NODE_HEIGHT, NODE_WIDTH, type Point } from '#lib/lineage/layout.ts';
import type { LineageGraph as Graph, LineageNode } from '#lib/lineage/lineage.ts';
import classes from './lineage.module.css';
import { StanceMark } from './stance-mark.tsx';

/** With more nodes than this it stays folded. */
const OPEN_UP_TO = 12;
/** Room for the ring of a focused node. */
const MARGIN = 6;

/** Origins at the left, what retells them at the right. Scrolls inside its frame; each document is a link. */
export function LineageGraph({ graph, current }: { graph: Graph; current?: number }) {
  const drawing = <Drawing graph={graph} {...(current !== undefined && { current })} />;
  if (graph.nodes.length <= OPEN_UP_TO) return drawing;
  return (
    <details className={classes['fold']}>
      <summary>Show the graph of all {graph.nodes.length}</summary>
      {drawing}
    </details>
  );
}

function Drawing({ graph, current }: { graph: Graph; current?: number }) {
  const { places, lines, width, height } = layoutLineage(
    graph.nodes.map((node) => node.key),
    graph.edges,
  );
  const placed = graph.nodes
    .flatMap((node) => {
      const place = places.get(node.key);
      return place ? [{ node, place }] : [];
    })
    // The order of the Tab key: from the origins on, from the top down.
    .sort((a, b) => a.place.layer - b.place.layer || a.place.y - b.place.y);
  return (
    <div className={classes['frame']}>
      <svg
        width={width + 2 * MARGIN}
        height={height + 2 * MARGIN}
        viewBox={`${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`}
        aria-label="Lineage graph, origins first"
      >
        <g className={classes['lines']} aria-hidden>
          {lines.map(({ from, to, points }) => (
            <g key={`${from} ${to}`}>
              <path d={curve(points)} />
              <path className={classes['tip']} d={tip(points[0])} />
            </g>
          ))}
        </g>
        {placed.map(({ node, place }) => (
          <foreignObject key={node.key} x={place.x} y={place.y} width={NODE_WIDTH} height={NODE_HEIGHT}>
            <Node node={node} current={node.document !== null && node.document.id === current} />
          </foreignObject>
        ))}
      </svg>
    </div>
  );
}

function Node({ node, current }: { node: LineageNode; current: boolean }) {
  const { document, origin, kinds, name } = node;
  const marks = { 'data-origin': origin || undefined, 'data-current': current || undefined };
  if (!document)
    return (
      <div className={classes['node']} data-named title={name} {...marks}>
        <span className={classes['name']}>
          <span>{name}</span>
        </span>
        <span className={classes['about']}>Only named, no document</span>
        <Role origin={origin} />
      </div>
    );
  const { id, title, publisher, reliability, stance, deleted } = document;
  return (
    <Link
      className={classes['node']}
      href={`/sources/${id}` as Route}
      prefetch={false}
      title={title}
      aria-current={current || undefined}
      {...marks}
    >
      <span className={classes['name']}>
        <span>{publisher ?? 'Publisher unknown'}</span>
        {reliability && <Grade letter={reliability} />}
      </span>
      <span className={classes['title']}>{title}</span>
      <span className={classes['about']}>
        {stance && <StanceMark stance={stance} />}
        <Role origin={origin && stance !== 'origin'} />
        {kinds.length > 0 && <span>{kinds.join(', ')}</span>}
        {deleted && <span>deleted</span>}
      </span>
    </Link>
  );
}

function Role({ origin }: { origin: boolean }) {
  return origin ? <strong className={classes['role']}>Origin</strong> : null;
}

function Grade({ letter }: { letter: string }) {
  return (
    <span className={classes['grade']} data-grade={letter}>
      <span className={classes['hidden']}>, reliability </span>
      {letter}
    </span>
  );
}

/** Level where it meets a node or crosses a layer, bent between layers. */
function curve(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      if (!before) return `M${x} ${y}`;
      if (before.y === y) return `H${x}`;
      const middle = (before.x + x) / 2;
      return `C${middle} ${before.y} ${middle} ${y} ${x} ${y}`;
    })
    .join('');
}

/** Points at what is relied on. */
function tip(at: Point | undefined): string {
  return at ? `M${at.x} ${at.y}l8-4v8z` : '';
}
