// The write screen of an article that is loaded, or new: the editor, the side panel, the preview and the save bar.
import { useCallback, useEffect, useRef, useState } from 'react';
import { Editor, type EditorHandle } from '../../editor/editor.js';
import { hasMod } from '../../frame/keys.js';
import { ErrorNotice } from '../../parts/notices.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';
import { ArticleFrame } from '../article/article-frame.js';
import { SavedFirst } from '../article/saved-first.js';
import { TransitionDialog } from '../article/transition-dialog.js';
import { Conflict } from './conflict.js';
import { generalProblem, problemOf } from './field-problems.js';
import { UnsavedTextNotices } from './unsaved-text-notice.js';
import { EditEffect } from './edit-effect.js';
import { NewerRevision } from './newer-revision.js';
import { editOption, NotEditing } from './not-editing.js';
import { ReaderPreview, useRendered } from './reader-preview.js';
import { SaveBar } from './save-bar.js';
import { SidePanel } from './side-panel.js';
import { TitleField } from './title-field.js';
import { useDraft } from './use-draft.js';
import { useUnsavedTexts } from './use-unsaved-texts.js';
import { useLeaving } from './use-leaving.js';
import { usePresence } from './use-presence.js';
import { savedArticle, type WrittenArticle } from './write.data.js';

interface WritingProps {
  /** The article as it was when the screen was opened; undefined: a new article. */
  readonly opened: WrittenArticle | undefined;
  /** The article as it was last fetched. */
  readonly article: WrittenArticle | undefined;
  readonly onCreated: (articleId: string) => void;
}

export function Writing({ opened, article, onCreated }: WritingProps) {
  const draft = useDraft(opened, onCreated);
  const { saver, state, otherTabs } = draft;
  const { content, articleId } = state;
  const editor = useRef<EditorHandle>(undefined);
  const replaceText = (markdown: string) => editor.current?.replace(markdown);
  const unsaved = useUnsavedTexts(draft, opened, replaceText);
  const [hasPressedEdit, setPressedEdit] = useState(false);
  const [showsPreview, setShowsPreview] = useState(false);
  const [toolsSlot, setToolsSlot] = useState<HTMLElement | null>(null);
  const [isSubmitting, setSubmitting] = useState(false);
  useLeaving(saver);

  const mayEdit = article === undefined || editOption(article)?.allowed === true;
  const isOpen = mayEdit && (article?.reviewState !== 'IN_REVIEW' || hasPressedEdit);
  // Unsaved text stays on the screen, whatever became of the article.
  const isEditing = isOpen || !state.isRevision;
  usePresence(isEditing && mayEdit ? articleId : undefined);

  const save = useCallback(() => void saver.save(), [saver]);
  useSaveKey(save);
  const change = useCallback((changes: Parameters<typeof saver.change>[0]) => saver.change(changes), [saver]);
  const pause = useCallback(() => saver.pause(), [saver]);
  const changeBody = useCallback((body: string) => saver.change({ body }), [saver]);
  const wasInConflict = useRef(false);
  if (state.conflict !== undefined) wasInConflict.current = true;
  const ready = useCallback((handle: EditorHandle) => {
    editor.current = handle;
    if (wasInConflict.current) handle.focus();
    wasInConflict.current = false;
  }, []);
  const closeSubmit = () => setSubmitting(false);
  const saveFirst = useCallback(() => savedArticle(saver), [saver]);
  const rendered = useRendered(articleId, content.body, showsPreview);
  const counted =
    article?.working.body.markdown === content.body
      ? article.working.body
      : rendered.isPlaceholderData
        ? undefined
        : rendered.data?.renderBody;
  const problem = generalProblem(state);
  const { write } = WORDS;

  if (state.conflict !== undefined) {
    return <Conflict article={article} saver={saver} conflict={state.conflict} />;
  }
  return (
    <ArticleFrame
      tab="write"
      articleId={articleId ?? ''}
      article={article}
      saveFirst={isEditing ? saveFirst : undefined}
      end={
        isEditing && (
          <button
            className="button wide-only"
            type="button"
            aria-pressed={showsPreview}
            onClick={() => setShowsPreview(!showsPreview)}
          >
            {write.showPreview}
          </button>
        )
      }
      foot={
        isEditing && (
          <SaveBar
            state={state}
            counted={counted}
            onSave={save}
            onSubmit={article?.reviewState === 'IN_REVIEW' ? undefined : () => setSubmitting(true)}
          />
        )
      }
    >
      <div className={showsPreview ? 'write' : 'write alone'}>
        <main id="main" tabIndex={-1}>
          <h1 className="hidden">{write.heading(content.title)}</h1>
          <div className="notices">
            <UnsavedTextNotices {...unsaved} baseRevisionId={state.base?.revisionId} />
            {otherTabs > 0 && (
              <p className="notice" role="status">
                {write.otherTab}
              </p>
            )}
            {article && <NewerRevision draft={draft} article={article} onText={replaceText} />}
            {isEditing && article && <EditEffect state={article.reviewState} />}
            {problem !== undefined && <ErrorNotice error={problem} heading={write.notSaved} />}
          </div>
          {!isEditing && article ? (
            <NotEditing article={article} content={content} onEdit={() => setPressedEdit(true)} />
          ) : (
            <>
              <div className="editor-tools-slot" ref={setToolsSlot} />
              <div className="sheet">
                <TitleField
                  value={content.title}
                  problem={problemOf('title', state)}
                  autoFocus={opened === undefined}
                  onChange={(title) => change({ title })}
                  onBlur={pause}
                  onEnter={() => editor.current?.focus()}
                />
                <Editor
                  initial={saver.content.body}
                  label={write.body}
                  lang={scriptOf(content.title).lang}
                  onChange={changeBody}
                  onBlur={pause}
                  onReady={ready}
                  toolsSlot={toolsSlot}
                />
                <BodyProblem message={problemOf('body', state)} />
              </div>
            </>
          )}
        </main>
        {isEditing && (
          <SidePanel
            article={article}
            state={state}
            onChange={change}
            onBlur={pause}
            onJump={(from, to) => editor.current?.select(from, to)}
          />
        )}
        {isEditing && showsPreview && (
          <section className="preview" aria-labelledby="preview">
            <div className="side-head">
              <h2 id="preview">{write.preview}</h2> <p className="quiet small">{write.previewIs}</p>
            </div>
            <ReaderPreview articleId={articleId} content={content} />
          </section>
        )}
      </div>
      {isSubmitting && (
        <SavedFirst save={saveFirst} name="SUBMIT" onClose={closeSubmit}>
          {(saved) => <TransitionDialog article={saved} name="SUBMIT" onClose={closeSubmit} />}
        </SavedFirst>
      )}
    </ArticleFrame>
  );
}

const BodyProblem = ({ message }: { readonly message: string | undefined }) =>
  message === undefined ? null : (
    <p className="problem" role="alert">
      {message}
    </p>
  );

/** ⌘S, or Ctrl S. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!hasMod(event) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      if (document.querySelector('dialog[open]') === null) save();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [save]);
}
