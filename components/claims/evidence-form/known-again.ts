import { attempt } from '#components/ui/attempt.ts';
import { findSourceByUrlAction, searchSourcesAction } from '#lib/sources/actions.ts';
import { completeUrl, type SourceValues } from './evidence-values.ts';

/** The same source once it has been saved: a known one, so that the next use of it does not make a second. */
export async function knownAgain(saved: SourceValues): Promise<SourceValues> {
  const { known, create } = saved;
  if (known) return { known: { ...known, claims: known.claims + 1 }, create };
  const url = completeUrl(create.url);
  const title = create.title.trim();
  if (url === '' && title === '') return saved;
  const byUrl = url === '' ? null : await attempt(() => findSourceByUrlAction({ url }));
  if (byUrl?.ok) return { known: byUrl.data, create };
  const byTitle = await attempt(() => searchSourcesAction({ text: title.slice(0, 200) }));
  const found = byTitle.ok ? byTitle.data.find((source) => source.title === title) : undefined;
  return { known: found ?? null, create };
}
