// Merges the viewer's draft with somebody else's revision. Changes of one side are merged automatically; the viewer resolves those
// of both, and saves the result.
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  mergeDrafts,
  mergedDraft,
  unresolved,
  type Choice,
  type Choices,
  type Difference,
} from '../../drafts/merge-draft.js';
import type { DraftConflict } from '../../drafts/draft-state.js';
import type { DraftSaver } from '../../drafts/draft-saver.js';
import { useTimes } from '../../frame/newsroom.js';
import { useViewer } from '../../frame/use-session.js';
import { Confirm } from '../../parts/dialog.js';
import { CopyButton } from '../../parts/notices.js';
import { number } from '../../words/format.js';
import { WORDS } from '../../words/words.js';
import { ArticleFrame } from '../article/article-frame.js';
import { ConflictFoot } from './conflict-foot.js';
import { ConflictingHunk } from './conflict-hunk.js';
import { MergedChange } from './merged-change.js';
import type { WrittenArticle } from './write.data.js';

interface ConflictProps {
  readonly article: WrittenArticle | undefined;
  readonly saver: DraftSaver;
  readonly conflict: DraftConflict;
}

export function Conflict({ article, saver, conflict }: ConflictProps) {
  const { base, mine, theirs } = conflict;
  const merge = useMemo(() => mergeDrafts(base.content, mine, theirs.content), [base, mine, theirs]);
  const [choices, setChoices] = useState<Choices>({});
  const [isDiscarding, setDiscarding] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The editor, which had the focus, is gone.
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  const viewer = useViewer();
  const { moment } = useTimes();
  const isOwn = theirs.by.id === viewer.id;
  const names = { theirs: isOwn ? undefined : theirs.by.name, base: base.number, number: theirs.number };
  const conflicts = merge.differences.filter(({ is }) => is === 'conflict');
  const merged = merge.differences.filter(({ is }) => is !== 'conflict');
  const left = unresolved(merge, choices).length;
  const choose = ({ id }: Difference, choice: Choice | undefined) =>
    setChoices(({ [id]: _before, ...others }) =>
      choice === undefined ? others : { ...others, [id]: choice },
    );
  const { conflict: words } = WORDS;
  const when = moment(theirs.at);
  return (
    <ArticleFrame
      tab="write"
      articleId={theirs.articleId}
      article={article}
      foot={
        <ConflictFoot
          left={left}
          nextNumber={theirs.number + 1}
          onDiscard={() => setDiscarding(true)}
          onSave={() => void saver.resolveConflict(mergedDraft(merge, choices))}
        />
      }
    >
      <main id="main" className="page conflict" tabIndex={-1}>
        <div className="page-head">
          <h1 ref={heading} tabIndex={-1}>
            {isOwn ? words.headingOwn : words.heading(theirs.by.name)}
          </h1>
        </div>
        <p>
          {isOwn
            ? words.explainOwn(base.number, theirs.number, when)
            : words.explain(base.number, theirs.by.name, theirs.number, when)}{' '}
          {merged.length > 0 && words.taken(merged.length)} <strong>{words.toSettle(left)}</strong>
        </p>
        <p>
          <CopyButton text={`# ${mine.title}\n\n${mine.body}`} label={words.copyMine} />
        </p>
        {conflicts.map((difference, index) => (
          <ConflictingHunk
            key={difference.id}
            difference={difference}
            choice={choices[difference.id]}
            names={names}
            place={words.place(index + 1, conflicts.length)}
            onChoose={(choice) => choose(difference, choice)}
          />
        ))}
        {merged.length > 0 && (
          <section className="hunk" aria-labelledby="taken">
            <div className="section-head">
              <h2 id="taken">{words.takenHeading}</h2> <p>{number(merged.length)}</p>
            </div>
            <ul className="taken">
              {merged.map((difference) => (
                <MergedChange
                  key={difference.id}
                  difference={difference}
                  isLeftOut={choices[difference.id] === 'base'}
                  theirName={names.theirs}
                  onLeaveOut={(leaves) => choose(difference, leaves ? 'base' : undefined)}
                />
              ))}
            </ul>
          </section>
        )}
      </main>
      {isDiscarding && (
        <Confirm
          heading={words.dropHeading}
          act={words.dropAct}
          onConfirm={() => void saver.discardMine()}
          onClose={() => setDiscarding(false)}
        >
          <p>{words.dropExplain(theirs.number)}</p>
        </Confirm>
      )}
    </ArticleFrame>
  );
}
