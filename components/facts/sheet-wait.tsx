import { Wait } from '#components/ui/wait.tsx';

/** In place of facts whose evidence is still being weighed. */
export function SheetWait({ sheet: { done, of } }: { sheet: { done: number; of: number } }) {
  return (
    <Wait title="Weighing the evidence">
      <p>
        <progress value={done} max={of} aria-label="Facts weighed" /> {done.toLocaleString('en-GB')} of{' '}
        {of.toLocaleString('en-GB')} facts
      </p>
      <p>
        A fact is weighed again when something that it rests on changes. In a very large ledger that takes a
        while; this page shows the facts as soon as they are there.
      </p>
    </Wait>
  );
}
