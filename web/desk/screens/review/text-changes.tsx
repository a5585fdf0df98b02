// The text with its changes: as readers would see it, or as Markdown.
import { lazy, Suspense, useCallback } from 'react';
import type { ReviewedRevisionFragment } from '../../generated/operations.js';
import { ReaderHtml } from '../../parts/reader-html.js';
import { WORDS } from '../../words/words.js';
import { foldUnchanged, unmark, type ChangedSection } from './changed-sections.js';

interface TextChangesProps {
  readonly reviewed: ReviewedRevisionFragment;
  readonly as: 'readers' | 'markdown';
  readonly onSections: (sections: readonly ChangedSection[]) => void;
}

const MarkdownChanges = lazy(() =>
  import('./markdown-changes.js').then((it) => ({ default: it.MarkdownChanges })),
);

export function TextChanges({ reviewed: { body, bodyDiff }, as, onSections }: TextChangesProps) {
  const { review } = WORDS;
  const base = bodyDiff.from;
  const onContent = useCallback(
    (root: ShadowRoot) => {
      if (base) {
        onSections(foldUnchanged(root));
        return;
      }
      unmark(root);
      onSections([]);
    },
    [base?.id, onSections],
  );
  if (as === 'markdown') {
    if (body.markdown === undefined) return null;
    return (
      <Suspense fallback={<p className="quiet">{WORDS.loading}…</p>}>
        <MarkdownChanges
          label={base ? review.markdownSince(base.number) : review.markdown}
          before={base?.body.markdown}
          after={body.markdown}
        />
      </Suspense>
    );
  }
  return (
    <div className="reading">
      {base && bodyDiff.wordsAdded + bodyDiff.wordsRemoved === 0 && !/<(ins|del)>/.test(bodyDiff.html) && (
        <p className="quiet same-text">{review.textUnchanged}</p>
      )}
      <ReaderHtml
        html={bodyDiff.html}
        label={base ? review.textSince(base.number) : review.text}
        onContent={onContent}
      />
    </div>
  );
}
