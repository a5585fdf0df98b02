import { useState } from 'react';
import type { KeptDraft } from '../../drafts/draft-store.js';
import { useTimes } from '../../frame/newsroom.js';
import { Confirm } from '../../parts/dialog.js';
import { WordsChanged } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { wordChanges } from './count-words.js';
import type { KeptTexts } from './use-kept-texts.js';

interface KeptTextNoticesProps extends KeptTexts {
  readonly baseRevisionId: string | undefined;
}

/** Nothing of it is used or thrown away before somebody says so. */
export const KeptTextNotices = ({ texts, ...rest }: KeptTextNoticesProps) =>
  texts.map((text) => <KeptTextNotice key={text.tabId} text={text} {...rest} />);

interface KeptTextNoticeProps extends Omit<KeptTextNoticesProps, 'texts'> {
  readonly text: KeptDraft;
}

function KeptTextNotice({ text, baseRevisionId, use, throwAway }: KeptTextNoticeProps) {
  const [isAsking, setAsking] = useState(false);
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
        <button className="button plain" type="button" onClick={() => setAsking(true)}>
          {write.throwAway}
        </button>
      </p>
      {isAsking && (
        <Confirm
          heading={write.throwAwayHeading}
          act={write.throwAwayAct}
          onConfirm={() => {
            setAsking(false);
            void throwAway(text);
          }}
          onClose={() => setAsking(false)}
        >
          <p>{write.throwAwayExplain}</p>
        </Confirm>
      )}
    </div>
  );
}
