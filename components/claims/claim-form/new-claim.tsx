'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { SaveKeys } from '#components/ui/save-keys.tsx';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { type KeptBody, useKeptForm } from '#components/ui/use-kept-form.ts';
import { logClaimAction } from '#lib/claims/actions.ts';
import type { FormChoices } from '#lib/claims/schema.ts';
import { withUrl } from '../evidence-form/evidence-values.ts';
import { knownAgain } from '../evidence-form/known-again.ts';
import { atAddress, checkNew, NEW_FIELDS } from './claim-checks.ts';
import classes from './claim-form.module.css';
import { ClaimFormView } from './claim-form-view.tsx';
import { type ClaimValues, claimDraft, emptyClaim, logInputOf, nextClaim } from './claim-values.ts';
import { lastTopic, rememberTopic } from './last-topic.ts';

const EMPTY = emptyClaim(null);

function parse(body: unknown): KeptBody<ClaimValues> | null {
  return claimDraft.safeParse(body).data ?? null;
}

function focusStatement() {
  const field = document.getElementById('statement');
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}

/** Logs claims, one or several from the same page. */
export function NewClaim({ userId, choices }: { userId: number; choices: FormChoices }) {
  const router = useRouter();
  const [logged, setLogged] = useState<{ id: number; statement: string } | null>(null);
  const kept = useKeptForm<ClaimValues>({
    owner: userId,
    form: 'claim',
    initial: EMPTY,
    base: null,
    fields: NEW_FIELDS,
    parse,
  });

  const begin = useEffectEvent(() => {
    kept.begin(emptyClaim(lastTopic(userId, choices.topics)));
    focusStatement();
  });
  useEffect(() => begin(), []);

  const save = async (another: boolean) => {
    if (kept.sessionEnded) return;
    let { values } = kept;
    const result = await kept.send(async (body) => {
      values = body.values;
      const answer = await logClaimAction(logInputOf(values, body.key));
      if (answer.ok && another) {
        const source = await knownAgain(values.source.source);
        values = { ...values, source: { ...values.source, source } };
      }
      return answer;
    }, checkNew);
    if (result === null) return;
    if (!result.ok) {
      kept.refuse({ ...result, fields: atAddress(result.fields) });
      return;
    }
    rememberTopic(userId, values.topicId);
    if (another) {
      kept.restart(nextClaim(values));
      setLogged({ id: result.data.id, statement: values.statement });
      focusStatement();
    } else {
      kept.draft.clear();
      toastDone(`Claim ${result.data.id} is logged.`);
      router.push(`/claims/${result.data.id}`);
    }
  };

  useShortcuts({
    'mod+Enter': (event) => {
      event.preventDefault();
      void save(false);
    },
  });

  const { source } = kept.values;
  return (
    <>
      <div role="status">
        {logged && (
          <p className={classes['saved']}>
            Logged as <Link href={`/claims/${logged.id}`}>claim {logged.id}</Link>: “{logged.statement}” The
            next one keeps the topic, the language and the source.
          </p>
        )}
      </div>
      <ClaimFormView
        kept={kept}
        choices={choices}
        claimId={null}
        onUrl={(url) =>
          kept.set({
            source: {
              ...source,
              source: { known: null, create: withUrl(source.source.create, url) },
            },
          })
        }
        onSave={() => void save(false)}
        onDiscard={() => {
          kept.restart(emptyClaim(lastTopic(userId, choices.topics)));
          focusStatement();
        }}
        buttons={
          <>
            <Button onClick={() => void save(false)} loading={kept.pending} rightSection={<SaveKeys />}>
              Save
            </Button>
            <Button variant="default" onClick={() => void save(true)} disabled={kept.pending}>
              Save and log another
            </Button>
            <Button component={Link} href="/claims" variant="subtle" color="gray">
              Cancel
            </Button>
          </>
        }
      />
    </>
  );
}
