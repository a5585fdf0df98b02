// One dialog to publish, to schedule and to set the end: it names the revision, and says what will happen.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryOf } from '../../api/query-client.js';
import { useTimes } from '../../frame/newsroom.js';
import { PublishDialogDocument, type TransitionSubjectFragment } from '../../generated/operations.js';
import { Dialog } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';
import type { MadeArticle } from './make-transition.js';
import type { PublishFacts, PublishName } from './publish-facts.js';
import { PublishForm } from './publish-form.js';

interface PublishDialogProps {
  readonly article: TransitionSubjectFragment;
  readonly name: PublishName;
  readonly revision?: { readonly id: string; readonly number: number } | undefined;
  readonly onDone: (made: MadeArticle) => void;
  readonly onClose: () => void;
}

export function PublishDialog({ article, name, revision, onDone, onClose }: PublishDialogProps) {
  const { number } = revision ?? subjectOf(name, article);
  const { data, error, isFetchedAfterMount } = useQuery({
    ...queryOf('publish-dialog', PublishDialogDocument, { id: article.id, number }),
    refetchOnMount: 'always',
    gcTime: 0,
  });
  const heading = headingOf(name);
  if (!isFetchedAfterMount || !data?.article?.revision) {
    return (
      <Dialog heading={heading} onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <p className="quiet">{WORDS.loading}…</p>}
      </Dialog>
    );
  }
  return <LoadedDialog {...{ article, name, heading, onDone, onClose }} facts={data.article} />;
}

const headingOf = (name: PublishName): string => {
  const { publish } = WORDS;
  if (name === 'SET_END') return publish.endHeading;
  return name === 'PUBLISH' ? publish.heading : publish.scheduleHeading;
};

/** The revision that the API takes where none is given. */
function subjectOf(name: PublishName, { working, live, scheduled, reviewState }: TransitionSubjectFragment) {
  if (name === 'SET_END') return live?.revision ?? working;
  const isReady = ['APPROVED', 'SCHEDULED', 'UNPUBLISHED'].includes(reviewState);
  return name === 'SCHEDULE' && !isReady ? (scheduled?.revision ?? working) : working;
}

interface LoadedDialogProps {
  readonly article: TransitionSubjectFragment;
  readonly name: PublishName;
  readonly heading: string;
  readonly facts: PublishFacts;
  readonly onDone: (made: MadeArticle) => void;
  readonly onClose: () => void;
}

/** Decides on the facts that it was opened with, even if they are fetched again. */
function LoadedDialog({ facts, ...rest }: LoadedDialogProps) {
  const [shown] = useState(facts);
  const { zone } = useTimes();
  return <PublishForm {...rest} facts={shown} zone={zone} />;
}
