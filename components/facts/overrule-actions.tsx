'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import { liftOverrulingAction, overruleAction, renewOverrulingAction } from '#lib/facts/actions.ts';
import type { FactChoice, Overruling } from '#lib/facts/schema.ts';
import { COUNTED } from '#lib/facts/vocabulary.ts';
import classes from './overruled.module.css';

/** Says of an overruling that it still holds, or takes it back. */
export function KeepOrLift({ overruling: { id, version, stale } }: { overruling: Overruling }) {
  const [asked, setAsked] = useState<'renew' | 'lift' | null>(null);
  const close = () => setAsked(null);
  const send = async (work: typeof renewOverrulingAction, done: string, reason: string) => {
    const result = await attempt(() => work({ id, version, reason }));
    if (result.ok) toastDone(done);
    return result;
  };
  return (
    <div className={classes['buttons']}>
      {stale && (
        <Button size="xs" variant="default" onClick={() => setAsked('renew')}>
          Still holds
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => setAsked('lift')}>
        Lift
      </Button>
      <ConfirmWithReason
        opened={asked === 'renew'}
        onClose={close}
        title="It still holds"
        confirmLabel="Still holds"
        onConfirm={(reason) => send(renewOverrulingAction, 'It holds upon the evidence as it is.', reason)}
      >
        The reason is shown on the sheet in the place of the former one.
      </ConfirmWithReason>
      <ConfirmWithReason
        opened={asked === 'lift'}
        onClose={close}
        title="Lift the overruling"
        confirmLabel="Lift"
        onConfirm={(reason) => send(liftOverrulingAction, 'The evidence speaks again.', reason)}
      >
        The sheet then shows again what the evidence says.
      </ConfirmWithReason>
    </div>
  );
}

/** Says what a fact is, over what the evidence says. `evidence` is the sentence that whoever decides has read. */
export function Overrule({ fact, evidence }: { fact: FactChoice; evidence: string }) {
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const [unit, setUnit] = useState(fact.unit ?? '');
  const [measure, setMeasure] = useState('');
  const [asOf, setAsOf] = useState('');
  const answers = fact.type === 'boolean' ? ['yes', 'no'] : fact.options;
  const confirm = async (reason: string) => {
    const value = { factId: fact.id, state: 'known', text, qualifier: null, unit, measure, asOf };
    const result = await attempt(() => overruleAction({ value, reason, evidence }));
    if (result.ok) {
      toastDone('The sheet shows your decision beside what the evidence says.');
      return result;
    }
    const told = Object.values(result.fields);
    return { ok: false as const, message: told.length > 0 ? told.join(' ') : result.message };
  };
  return (
    <>
      <Button size="compact-sm" variant="subtle" ml={-8} onClick={() => setOpened(true)}>
        Overrule
      </Button>
      <ConfirmWithReason
        opened={opened}
        onClose={() => setOpened(false)}
        title="Overrule what the evidence says"
        confirmLabel="Overrule"
        onConfirm={confirm}
      >
        <div className={classes['fields']}>
          <p>
            {fact.question} The evidence says: {evidence}
          </p>
          {answers.length > 0 ? (
            <NativeSelect
              label="Value"
              required
              data={['', ...answers]}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : (
            <TextInput
              label="Value"
              required
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          {COUNTED.includes(fact.type) && (
            <>
              <TextInput
                label={fact.type === 'money' ? 'Currency' : 'Unit'}
                value={unit}
                onChange={(event) => setUnit(event.currentTarget.value)}
              />
              <TextInput
                label="Measure"
                description="What is counted"
                value={measure}
                onChange={(event) => setMeasure(event.currentTarget.value)}
              />
            </>
          )}
          <TextInput
            label="As of"
            description="A date such as 2025-03, or empty"
            value={asOf}
            onChange={(event) => setAsOf(event.currentTarget.value)}
          />
        </div>
      </ConfirmWithReason>
    </>
  );
}
