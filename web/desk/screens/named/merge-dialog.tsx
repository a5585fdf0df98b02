// Merges a tag or author into another, after saying what that does.
import { useState } from 'react';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { FindOne } from '../../parts/find-one.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import type { Named, NamedProps } from './named.js';

interface MergeDialogProps extends NamedProps {
  readonly onMergedInto: (id: string) => void;
  readonly onClose: () => void;
}

export function MergeDialog({ kind, named, onMergedInto, onClose }: MergeDialogProps) {
  const [into, setInto] = useState<Named>();
  const [isMissing, setIsMissing] = useState(false);
  const words = WORDS.named;
  const change = useChange(({ id }: Named) => kind.merge(named.id, id), {
    onDone: () => {
      if (into === undefined) return;
      onClose();
      onMergedInto(into.id);
      toast(words.merged(named.name, into.name));
    },
  });
  return (
    <Dialog
      heading={words.mergeHeading(named.name)}
      onClose={onClose}
      onSubmit={() => (into === undefined ? setIsMissing(true) : change.run(into))}
      foot={<DialogActs act={words.mergeAct} isBusy={change.isBusy} onClose={onClose} />}
    >
      <FindOne
        label={words.mergeInto}
        among={kind.is}
        find={async (search, signal) => (await kind.find(search, signal)).filter(({ id }) => id !== named.id)}
        describe={(found) => `${found.slug} · ${words.articleCount(found.articleCount)}`}
        value={into}
        onChange={setInto}
        problem={isMissing && into === undefined ? words.mergeMissing : undefined}
      />
      <div role="status">
        {into && (
          <p className="notice">
            {words.willMerge(named, into)} {loginSentence(named, into)} {words.noWayBack}
          </p>
        )}
      </div>
      {change.error && <ErrorNotice error={change.error} heading={words.notMerged} />}
    </Dialog>
  );
}

/** What merging does with the login of the merged author. */
function loginSentence({ user }: Named, into: Named): string {
  if (!user) return '';
  return into.user
    ? WORDS.authors.loginIsLeft(user.name)
    : WORDS.authors.loginGoesAlong(user.name, into.name);
}
