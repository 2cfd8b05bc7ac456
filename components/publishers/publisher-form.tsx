'use client';

import { Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { ErrorSummary } from '#components/ui/error-summary.tsx';
import { type Errors, placeErrors, sortErrors } from '#components/ui/form-errors.ts';
import { FormProblem, SessionEnded } from '#components/ui/form-notices.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import { TypeAhead } from '#components/ui/type-ahead.tsx';
import { currentPublisherAction, editPublisherAction } from '#lib/publishers/actions.ts';
import { PUBLISHER_KIND_LABELS, type PublisherDetail } from '#lib/publishers/schema.ts';
import { searchPublishersAction } from '#lib/sources/actions.ts';
import { PUBLISHER_KINDS, RELIABILITIES, RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import classes from './publishers.module.css';

const FIELDS = ['name', 'reliability', 'kind', 'country', 'parentId', 'reason'] as const;
const KINDS = PUBLISHER_KINDS.map((value) => ({ value, label: PUBLISHER_KIND_LABELS[value] }));
const GRADES = RELIABILITIES.map((value) => ({ value, label: `${value} · ${RELIABILITY_LABELS[value]}` }));

type Network = { id: number; name: string };
type Values = Pick<PublisherDetail, 'name' | 'kind' | 'reliability'> & {
  country: string;
  networkText: string;
  network: Network | null;
};

function valuesOf({ name, kind, reliability, country, network }: PublisherDetail): Values {
  return { name, kind, reliability, country: country ?? '', networkText: network?.name ?? '', network };
}

/** The button at the head of a publisher's page, and the form that it opens. */
export function PublisherForm({ publisher }: { publisher: PublisherDetail }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPencil size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Grade or edit
      </Button>
    );
  return <OpenForm publisher={publisher} onClose={() => setOpen(false)} />;
}

function OpenForm({ publisher, onClose }: { publisher: PublisherDetail; onClose: () => void }) {
  const { id } = publisher;
  const [base, setBase] = useState(publisher);
  const [values, setValues] = useState(() => valuesOf(publisher));
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [attempts, setAttempts] = useState(0);
  const [theirs, setTheirs] = useState<PublisherDetail | null>(null);
  const [sessionEnded, setSessionEnded] = useState(false);
  const [pending, startTransition] = useTransition();
  const set = (patch: Partial<Values>) => setValues((was) => ({ ...was, ...patch }));

  const refuse = (found: Errors, message: string) => {
    const { placed, elsewhere } = placeErrors(found, FIELDS);
    setErrors(placed);
    setProblem(elsewhere[0] ?? (Object.keys(placed).length === 0 ? message : null));
    setAttempts((count) => count + 1);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    setProblem(null);
    if (values.networkText.trim() !== '' && values.network === null) {
      refuse({ parentId: 'Choose a publisher from the list, or leave this empty.' }, '');
      return;
    }
    startTransition(async () => {
      const { name, kind, country, reliability, network } = values;
      const input = {
        id,
        version: base.version,
        name,
        kind,
        country,
        reliability,
        parentId: network?.id ?? null,
        reason,
      };
      const result = await attempt(() => editPublisherAction(input));
      if (result.ok) {
        toastDone(
          result.data.version === base.version ? 'There was nothing to change.' : 'The publisher is saved.',
        );
        onClose();
      } else if (result.code === 'unauthenticated') setSessionEnded(true);
      else if (result.code === 'conflict') {
        const current = await attempt(() => currentPublisherAction({ id }));
        if (current.ok) {
          setTheirs(current.data);
          setBase(current.data);
        } else refuse({}, current.message);
      } else refuse(result.fields, result.message);
    });
  };

  return (
    <form noValidate className={classes['form']} onSubmit={submit} aria-label="Edit the publisher">
      {theirs && <Theirs theirs={theirs} onTake={() => setValues(valuesOf(theirs))} />}
      {problem && <FormProblem key={`problem-${attempts}`}>{problem}</FormProblem>}
      <ErrorSummary key={`errors-${attempts}`} errors={sortErrors(errors, FIELDS)} />
      <div className={classes['row']}>
        <TextInput
          id="name"
          label="Name"
          required
          maxLength={300}
          value={values.name}
          error={errors['name']}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          id="reliability"
          label="Reliability"
          description="Admiralty Code; a new grade needs a reason."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={GRADES}
          value={values.reliability}
          allowDeselect={false}
          error={errors['reliability']}
          onChange={(reliability) => reliability && set({ reliability })}
        />
        <Select
          id="kind"
          label="Kind"
          data={KINDS}
          value={values.kind}
          allowDeselect={false}
          error={errors['kind']}
          onChange={(kind) => kind && set({ kind })}
        />
        <TextInput
          id="country"
          label="Country"
          description="Two letters (ISO 3166-1): DE, RU"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={2}
          value={values.country}
          error={errors['country']}
          onChange={(event) => set({ country: event.currentTarget.value.toUpperCase() })}
        />
        <TypeAhead
          id="parentId"
          label="Network or owner"
          description="Its outlets count as one voice."
          value={values.networkText}
          error={errors['parentId']}
          maxLength={200}
          onChange={(networkText) => set({ networkText, network: null })}
          onPick={(option) =>
            set({ networkText: option.label, network: { id: Number(option.key), name: option.label } })
          }
          search={async (text) => {
            const found = await attempt(() => searchPublishersAction({ text }));
            if (!found.ok) return null;
            return found.data
              .filter((one) => one.id !== id)
              .map((one) => ({
                key: String(one.id),
                label: one.name,
                note: PUBLISHER_KIND_LABELS[one.kind],
              }));
          }}
        />
      </div>
      <Textarea
        id="reason"
        label="Reason"
        description="It goes into the history."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        minRows={1}
        maxRows={8}
        maxLength={2_000}
        value={reason}
        error={errors['reason']}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button type="submit" loading={pending}>
          {theirs ? 'Save mine over it' : 'Save'}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
      <SessionEnded opened={sessionEnded} onClose={() => setSessionEnded(false)} />
    </form>
  );
}

/** Somebody else saved it while this was being written: both are here, and one is chosen. */
function Theirs({ theirs, onTake }: { theirs: PublisherDetail; onTake: () => void }) {
  return (
    <div className={classes['conflict']} role="alert">
      <p>Somebody else changed this publisher meanwhile. It now says:</p>
      <ul>
        <li>
          {theirs.name}, {PUBLISHER_KIND_LABELS[theirs.kind].toLowerCase()}
          {theirs.country && `, ${theirs.country}`}
          {theirs.network && `, of ${theirs.network.name}`}
        </li>
        <li>
          Reliability {theirs.reliability}: {RELIABILITY_LABELS[theirs.reliability].toLowerCase()}
        </li>
      </ul>
      <Button size="compact-sm" variant="default" mt={8} onClick={onTake}>
        Put theirs into the form
      </Button>
    </div>
  );
}
