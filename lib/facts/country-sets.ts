import { countryName } from './countries.ts';

/** Codes of one set that the other lacks, both ways, in the order of the alphabet. */
function countryDifference(canonical: string, other: string): { missing: string[]; added: string[] } {
  const [own, theirs] = [canonical.split(' '), other.split(' ')];
  return {
    missing: own.filter((code) => !theirs.includes(code)),
    added: theirs.filter((code) => !own.includes(code)),
  };
}

/** What another set has and lacks beside this one: “with Hungary and Slovakia, without Turkey”; empty for the same set. */
export function tellDifference(canonical: string, other: string): string {
  const { missing, added } = countryDifference(canonical, other);
  return [
    added.length > 0 ? `with ${names(added)}` : '',
    missing.length > 0 ? `without ${names(missing)}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function names(codes: readonly string[]): string {
  return list.format(codes.map(countryName).sort((a, b) => a.localeCompare(b, 'en')));
}
