// Beside the text: the changes that an editor requested, the loose ends, the outline and the fields.
import { lazy, Suspense, useMemo } from 'react';
import { looseEnds } from '../../editor/loose-ends.js';
import { useTimes } from '../../frame/newsroom.js';
import { number } from '../../words/format.js';
import { WORDS } from '../../words/words.js';
import { ArticleFields } from './article-fields.js';
import type { FieldsProps } from './field-problems.js';
import type { WrittenArticle } from './write.data.js';

const Outline = lazy(() => import('./outline.js'));

interface SidePanelProps extends FieldsProps {
  readonly article: WrittenArticle | undefined;
  /** Selects a range of the text. */
  readonly onJump: (from: number, to: number) => void;
}

export function SidePanel({ article, onJump, ...fields }: SidePanelProps) {
  const { body } = fields.state.content;
  const ends = useMemo(() => looseEnds(body), [body]);
  const { write } = WORDS;
  return (
    <aside className="panel" aria-label={write.about}>
      {article?.reviewState === 'CHANGES_REQUESTED' && <RequestedChanges article={article} />}
      {ends.length > 0 && (
        <section aria-labelledby="loose-ends">
          <h2 id="loose-ends">
            {write.looseEnds} <span className="quiet num">{number(ends.length)}</span>
          </h2>
          <ul className="jump">
            {ends.map(({ from, to, text, context }) => (
              <li key={from}>
                <button type="button" onClick={() => onJump(from, to)}>
                  <mark className="tk">{text}</mark> {context}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Suspense>
        <Outline body={body} onJump={onJump} />
      </Suspense>
      <section aria-labelledby="fields">
        <h2 id="fields" className="hidden">
          {write.fields}
        </h2>
        <ArticleFields {...fields} />
      </section>
    </aside>
  );
}

function RequestedChanges({ article }: { readonly article: WrittenArticle }) {
  const { moment } = useTimes();
  const [request] = article.requests.nodes;
  if (request === undefined) return null;
  const { by, note, revision, at } = request;
  return (
    <section aria-labelledby="requested-changes">
      <h2 id="requested-changes">
        {by === null || by === undefined ? WORDS.write.somebodyAsked : WORDS.write.asked(by.name)}
      </h2>
      <blockquote className="flag">{note}</blockquote>
      <p className="quiet small">{WORDS.write.aboutRevision(revision.number, moment(at))}</p>
    </section>
  );
}
