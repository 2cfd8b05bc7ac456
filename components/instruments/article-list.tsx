'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { AddButton } from '#components/ui/add-button.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { Section } from '#components/ui/page.tsx';
import { languageName } from '#lib/core/language.ts';
import { removeArticleAction } from '#lib/instruments/actions.ts';
import type { ArticleRow, InstrumentDetail, TextRow } from '#lib/instruments/schema.ts';
import { ArticleForm, TextForm } from './article-forms.tsx';
import { Dependants } from './dependants.tsx';
import classes from './instruments.module.css';

type Rights = { userId: number; canEdit: boolean; canDelete: boolean };

/** What the act says, article by article, and which claims depend on each and on the whole. */
export function ArticleList({ act, ...rights }: Rights & { act: InstrumentDetail }) {
  const [adding, setAdding] = useState(false);
  const onWhole = act.dependantList.filter((row) => row.articleId === null);
  return (
    <Section
      title="Articles"
      count={act.articleList.length}
      id="articles"
      actions={
        rights.canEdit && !adding && <AddButton onClick={() => setAdding(true)}>Add an article</AddButton>
      }
    >
      {adding && (
        <ArticleForm
          instrumentId={act.id}
          article={null}
          userId={rights.userId}
          onClose={() => setAdding(false)}
        />
      )}
      {act.articleList.length === 0 && !adding && (
        <p className={classes['quiet']}>No article is named yet; claims can depend on the whole act.</p>
      )}
      {act.articleList.map((article) => (
        <Article key={article.id} act={act} article={article} {...rights} />
      ))}
      {onWhole.length > 0 && (
        <section className={classes['article']} aria-label="The whole act">
          <div className={classes['articleHead']}>
            <h3>The whole act</h3>
          </div>
          <Dependants rows={onWhole} />
        </section>
      )}
    </Section>
  );
}

function Article({
  act,
  article,
  userId,
  canEdit,
  canDelete,
}: Rights & { act: InstrumentDetail; article: ArticleRow }) {
  const [open, setOpen] = useState<'text' | 'name' | 'removal' | null>(null);
  const close = () => setOpen(null);
  const [latest, ...earlier] = article.texts;
  const dependants = act.dependantList.filter((row) => row.articleId === article.id);
  return (
    <section className={classes['article']} id={`article-${article.id}`} aria-label={article.place}>
      <div className={classes['articleHead']}>
        <h3>
          {article.place} {article.subject && <span className={classes['subject']}>{article.subject}</span>}
        </h3>
        <span className={classes['buttons']}>
          {canEdit && (
            <>
              <Button size="compact-xs" variant="subtle" onClick={() => setOpen('text')}>
                {latest ? 'Edit the text' : 'Write the text'}
              </Button>
              <Button size="compact-xs" variant="subtle" onClick={() => setOpen('name')}>
                Rename
              </Button>
            </>
          )}
          {canDelete && dependants.length === 0 && (
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => setOpen('removal')}>
              Remove
            </Button>
          )}
        </span>
      </div>
      {open === 'name' && (
        <ArticleForm instrumentId={act.id} article={article} userId={userId} onClose={close} />
      )}
      {open === 'text' ? (
        <TextForm article={article} versions={act.versionList} userId={userId} onClose={close} />
      ) : (
        <>
          {latest ? <Text text={latest} /> : <p className={classes['quiet']}>Its text is not recorded.</p>}
          {earlier.length > 0 && (
            <details>
              <summary>{earlier.length === 1 ? 'Earlier text' : `${earlier.length} earlier texts`}</summary>
              {earlier.map((text) => (
                <Text key={text.id} text={text} />
              ))}
            </details>
          )}
        </>
      )}
      <Dependants rows={dependants} />
      <ConfirmWithReason
        opened={open === 'removal'}
        onClose={close}
        title={`Remove ${article.place}?`}
        confirmLabel="Remove"
        danger
        onConfirm={(reason) =>
          attempt(() => removeArticleAction({ id: article.id, version: article.version, reason }))
        }
      >
        It leaves the act with its texts; the history keeps them.
      </ConfirmWithReason>
    </section>
  );
}

/** Original and translation side by side. */
function Text({ text }: { text: TextRow }) {
  return (
    <div className={classes['texts']}>
      {text.text && (
        <figure className={classes['text']}>
          <figcaption>
            {languageName(text.language)}, version {text.ordinal}
          </figcaption>
          <p lang={text.language}>{text.text}</p>
        </figure>
      )}
      {text.translation && (
        <figure className={classes['text']}>
          <figcaption>English translation, version {text.ordinal}</figcaption>
          <p lang="en">{text.translation}</p>
        </figure>
      )}
    </div>
  );
}
