import { useState } from 'react';
import type { StoredDraft } from '../../drafts/draft-store.js';
import { useTimes } from '../../frame/newsroom.js';
import { Confirm } from '../../parts/dialog.js';
import { WordsChanged } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { wordChanges } from './count-words.js';
import type { UnsavedTexts } from './use-unsaved-texts.js';

interface UnsavedTextNoticesProps extends UnsavedTexts {
  readonly baseRevisionId: string | undefined;
}

export const UnsavedTextNotices = ({ texts, ...rest }: UnsavedTextNoticesProps) =>
  texts.map((text) => <UnsavedTextNotice key={text.tabId} text={text} {...rest} />);

interface UnsavedTextNoticeProps extends Omit<UnsavedTextNoticesProps, 'texts'> {
  readonly text: StoredDraft;
}

function UnsavedTextNotice({ text, baseRevisionId, use, throwAway }: UnsavedTextNoticeProps) {
  const [isConfirming, setConfirming] = useState(false);
  const { moment } = useTimes();
  const { write } = WORDS;
  const { base, content } = text;
  const changes = wordChanges(base?.content.body ?? '', content.body);
  const isOfLatest = base?.revisionId === baseRevisionId;
  return (
    <div className="notice" role="status">
      <p>
        <strong>{write.unsavedFrom(moment(new Date(text.at).toISOString()))}</strong>
        {base && `, ${isOfLatest ? write.writtenOn(base.number) : write.writtenOnEarlier(base.number)}`}
        {changes && changes.added + changes.removed > 0 && (
          <>
            {' '}
            · <WordsChanged {...changes} />
          </>
        )}
      </p>
      <p className="acts">
        <button className="button" type="button" onClick={() => void use(text)}>
          {write.useIt}
        </button>
        <button className="button plain" type="button" onClick={() => setConfirming(true)}>
          {write.throwAway}
        </button>
      </p>
      {isConfirming && (
        <Confirm
          heading={write.throwAwayHeading}
          act={write.throwAwayAct}
          onConfirm={() => {
            setConfirming(false);
            void throwAway(text);
          }}
          onClose={() => setConfirming(false)}
        >
          <p>{write.throwAwayExplain}</p>
        </Confirm>
      )}
    </div>
  );
}
