import { Section } from '#components/ui/page.tsx';
import { grouped, keyOf, type LineageNode, lineageOf, reach } from '#lib/lineage/lineage.ts';
import type { Lineage } from '#lib/lineage/schema.ts';
import classes from './lineage.module.css';
import { LineageGraph } from './lineage-graph.tsx';
import { NameList } from './name-list.tsx';

/** What a source relies on and what relies on it, near or far; nothing where there is neither. */
export function SourceLineage({ sourceId, network }: { sourceId: number; network: Lineage['network'] }) {
  const { edges, nodes, ...rest } = lineageOf(network);
  if (edges.length === 0) return null;
  const self = keyOf(sourceId);
  const links = grouped(edges, (edge) => edge.from);
  const back = reach(self, links);
  const turned = edges.map((edge) => ({ ...edge, from: edge.to, to: edge.from }));
  const forth = reach(
    self,
    grouped(turned, (edge) => edge.from),
  );
  const others = (keys: Set<string>) => nodes.filter(({ key }) => key !== self && keys.has(key)).map(nameOf);
  const [behind, after] = [others(back), others(forth)];
  // No claim is asked about: the origins are simply what relies on nothing.
  const marked = nodes.map((node) => ({ ...node, origin: !links.has(node.key) }));
  const left = network.total - network.documents.length;
  return (
    <Section title="Lineage" id="lineage">
      <ul className={classes['origins']}>
        {behind.length > 0 && (
          <li>
            Goes back to: <NameList names={behind} />
          </li>
        )}
        {after.length > 0 && (
          <li>
            Retold by: <NameList names={after} />
          </li>
        )}
        {left > 0 && <li>{left.toLocaleString('en-GB')} more are not shown.</li>}
      </ul>
      <LineageGraph graph={{ ...rest, edges, nodes: marked }} current={sourceId} />
    </Section>
  );
}

function nameOf({ document, name }: LineageNode) {
  return { id: document?.id ?? null, name, title: document?.title ?? name };
}
