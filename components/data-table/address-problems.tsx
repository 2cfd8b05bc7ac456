import type { Problem } from '#lib/core/filter.ts';
import classes from './address-problems.module.css';

/** Which parts of the address were left out, and why; nothing when all was understood. */
export function AddressProblems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div className={classes['notice']} role="status">
      Part of this address could not be used and was left out:
      <ul>
        {problems.map(({ key, value, message }) => (
          <li key={`${key}=${value}`}>
            <strong>{key.slice(0, 60)}</strong>: {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
