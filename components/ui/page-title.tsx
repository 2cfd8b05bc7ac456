const LONGEST = 70;

/**
 * What the tab, the history of the browser and a screen reader call the page. An element of the page and not Next's
 * `metadata`: that comes after the page, and the tab has no name meanwhile (record 0060).
 */
export function PageTitle({ children }: { children: string }) {
  const name = children.length > LONGEST ? `${children.slice(0, LONGEST)}…` : children;
  return <title>{`${name} · Claim Ledger`}</title>;
}
