import { type ClaimNarrowing, claimList } from './filter.ts';

/**
 * The name of a downloaded file: what it holds, the programme, the filter and the moment of which it tells, in characters that every
 * file system takes. `moment` is YYYY-MM-DD, or as lib/core/moment.ts reads it.
 */
export function exportFileName(
  what: 'claims' | 'evidence',
  programme: string,
  filter: ClaimNarrowing,
  moment: string,
  ending: string,
): string {
  const parts = claimList.keys.flatMap((key) => {
    const value = filter[key];
    return value === null || key === 'asOf' ? [] : [`${key}-${[value].flat().join('+')}`];
  });
  const told = parts
    .join('_')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}+_.-]+/gu, '-')
    .slice(0, 100);
  return [what, programme, told, moment.replaceAll(':', '')]
    .filter((part) => part !== '')
    .join('_')
    .concat('.', ending);
}
