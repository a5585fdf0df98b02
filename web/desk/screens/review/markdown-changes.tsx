// The Markdown with its changes, line by line.
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { WORDS } from '../../words/words.js';

interface MarkdownChangesProps {
  readonly label: string;
  /** undefined where there is nothing to compare with. */
  readonly before: string | undefined;
  readonly after: string;
}

/** With the default time limit, many small edits are shown as one large one. */
const DIFF = { diffConfig: { timeout: 1000 } };

const LOOK = EditorView.theme({
  '&': { background: 'transparent', fontSize: 'var(--text-2)' },
  '&.cm-focused': { outline: 'var(--focus-ring)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { padding: '0', caretColor: 'var(--ink)' },
  // Only the changed words of a line are marked.
  '.cm-changedLine': { background: 'transparent !important' },
  'ins.cm-insertedLine, del.cm-deletedLine': { background: 'none', textDecoration: 'none' },
  '.cm-deletedLine del': { background: 'none', color: 'inherit' },
  '.cm-changedLineGutter': { background: 'var(--go) !important' },
  '.cm-deletedLineGutter': { background: 'var(--stop) !important' },
  '.cm-deletedChunk': { paddingInlineStart: '6px', background: 'transparent !important' },
  '.cm-changedText': {
    background: 'var(--add-ground) !important',
    textDecoration: 'underline 2px var(--go)',
    textUnderlineOffset: '0.18em',
  },
  '.cm-deletedChunk .cm-deletedText': {
    background: 'var(--cut-ground) !important',
    color: 'var(--cut-ink)',
    textDecoration: 'line-through',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: 'none !important' },
  '.cm-collapsedLines': {
    padding: 'var(--s2) 0',
    border: 'dashed var(--edge)',
    borderWidth: '1px 0',
    background: 'none',
    color: 'var(--quiet)',
    font: 'var(--text-2) / var(--even) var(--sans)',
  },
});

export function MarkdownChanges({ label, before, after }: MarkdownChangesProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
    const extensions: Extension[] = [
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
      EditorState.phrases.of({ '$ unchanged lines': WORDS.review.unchangedLines }),
      LOOK,
    ];
    if (nonce) extensions.push(EditorView.cspNonce.of(nonce));
    if (before !== undefined) {
      extensions.push(
        unifiedMergeView({
          original: before,
          mergeControls: false,
          collapseUnchanged: { margin: 2, minSize: 4 },
          ...DIFF,
        }),
      );
    }
    const view = new EditorView({ parent: host.current, doc: after, extensions });
    return () => view.destroy();
  }, [label, before, after]);
  return <div className="markdown-changes" ref={host} />;
}
