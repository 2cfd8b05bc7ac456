import { HistoryList } from '#components/sources/history-list.tsx';
import { AddTopic } from '#components/topics/topic-actions.tsx';
import { TopicList } from '#components/topics/topic-list.tsx';
import { Page, PageHeader, Section } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listTopicHistory } from '#lib/history/topic-queries.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { canTopic } from '#lib/topics/policy.ts';
import { listTopics } from '#lib/topics/queries.ts';

export default async function TopicsPage() {
  const actor = await requireActor();
  const programme = await currentProgramme(actor);
  const [topics, history] = await Promise.all([
    listTopics(actor, programme.id),
    listTopicHistory(actor, programme.id),
  ]);
  const mayDefine = canTopic(actor, 'define');
  const userId = actor.id ?? 0;
  return (
    <Page title="Topics" width="reading">
      <PageHeader
        title="Topics"
        lead="What claims are about. Each claim has one. The key stands in addresses and files, and never changes."
      />
      {mayDefine && <AddTopic userId={userId} />}
      <TopicList topics={topics} userId={userId} mayDefine={mayDefine} />
      <Section title="History" count={history.length}>
        <HistoryList entries={history} />
      </Section>
    </Page>
  );
}
