import type { Route } from 'next';
import Link from 'next/link';
import { EmptyState } from '#components/ui/states.tsx';
import { DateTime } from '#components/ui/time.tsx';
import type { TopicDetail } from '#lib/topics/schema.ts';
import { TopicActions } from './topic-actions.tsx';
import classes from './topic-list.module.css';

/** The topics in their order, with how many claims have each. */
export function TopicList({
  topics,
  userId,
  mayDefine,
}: {
  topics: TopicDetail[];
  userId: number;
  mayDefine: boolean;
}) {
  if (topics.length === 0)
    return <EmptyState title="No topics yet">Every claim has a topic, so one comes first.</EmptyState>;
  return (
    <ul className={classes['list']} aria-label="Topics">
      {topics.map((topic) => (
        <li key={topic.id} className={classes['topic']}>
          <p className={classes['head']}>
            <span className={classes['name']}>{topic.name}</span>
            <code className={classes['slug']}>{topic.slug}</code>
            <Link href={`/claims?topic=${encodeURIComponent(topic.slug)}` as Route} prefetch={false}>
              {topic.claims === 1 ? '1 claim' : `${topic.claims.toLocaleString('en-GB')} claims`}
            </Link>
            {topic.retiredAt !== null && (
              <span className={classes['retired']}>
                Retired <DateTime at={topic.retiredAt} />
              </span>
            )}
          </p>
          {mayDefine && <TopicActions key={topic.version} topic={topic} userId={userId} />}
        </li>
      ))}
    </ul>
  );
}
