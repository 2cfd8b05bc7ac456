import type { LineageGraph as Graph, LineageDocument, OriginGroup } from '#lib/lineage/lineage.ts';
import classes from './lineage.module.css';
import { LineageGraph } from './lineage-graph.tsx';
import { NameList } from './name-list.tsx';

/** Where the sources of a claim have it from; nothing where none relies on another. */
export function ClaimLineage({ graph }: { graph: Graph }) {
  if (graph.edges.length === 0) return null;
  const retold = graph.groups.filter((group) => group.retold.length > 0);
  const alone = graph.groups.filter((group) => group.retold.length === 0).flatMap((group) => group.own);
  return (
    <section className={classes['part']} aria-labelledby="lineage">
      <h3 className={classes['heading']} id="lineage">
        Lineage
      </h3>
      <ul className={classes['origins']}>
        {retold.map((group) => (
          <Origin key={group.voice} group={group} />
        ))}
        {alone.length > 0 && (
          <li>
            {alone.length === 1 ? 'On its own: ' : 'Each on its own: '}
            <NameList names={alone.map(nameOf)} />
          </li>
        )}
      </ul>
      <LineageGraph graph={graph} />
    </section>
  );
}

function Origin({ group: { name, own, retold, counts } }: { group: OriginGroup }) {
  const [document] = own;
  return (
    <li>
      Origin:{' '}
      {document && own.length === 1 ? (
        <NameList names={[{ ...nameOf(document), name }]} strong />
      ) : (
        <strong>{name}</strong>
      )}
      {own.length > 1 && ` (${own.length} documents)`}
      {!counts && ' (only mentions, not counted)'}
      <span className={classes['arrow']} aria-hidden>
        {' → '}
      </span>
      retold by: <NameList names={retold.map(nameOf)} />
    </li>
  );
}

function nameOf({ id, title, publisher }: LineageDocument) {
  return { id, title, name: publisher ?? title };
}
